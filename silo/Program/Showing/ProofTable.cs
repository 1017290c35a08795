using System.Globalization;
using Gongji.Policy.Areas;
using Gongji.Proof.Proving;
using Spectre.Console;

namespace Gongji.Program.Showing;

/// <summary>Shows a proof: who paid what in each area, and whether the books balance.</summary>
static class ProofTable
{
    public static void Show(ProofReport report, PolicyPacks names)
    {
        AnsiConsole.Write(PaidByArea(report.PayersByArea, names));
        foreach (var finding in report.Findings)
        {
            AnsiConsole.WriteLine($"{finding}");
        }
        var (debit, credit) = Sums(report);
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Entries:N0} entries of {report.GrainsByKind.Values.Sum():N0} grains proved in "
            + $"{report.Elapsed.TotalSeconds:N1} s, {Extent(report)}; {report.Open.Count} open items; "
            + $"{Settlements(report)}; {Snapshots(report)}; {report.SealsChecked:N0} seals checked; "
            + $"debits {Yuan(debit)} = credits {Yuan(credit)}; accounts hold {Yuan(report.Held)}"));
        if (report.Newer > 0)
        {
            AnsiConsole.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Newer:N0} newer entries are not in it: they were written meanwhile, or a transaction that "
                + $"does not end on the database's server holds them back."));
        }
        AnsiConsole.WriteLine(report.IsClean
            ? "The books balance."
            : $"THE BOOKS DO NOT BALANCE: {report.FindingCount.ToString(CultureInfo.InvariantCulture)} findings.");
    }

    static string Settlements(ProofReport report)
    {
        var (again, not) = report.Decisions;
        var told = string.Create(CultureInfo.InvariantCulture, $"{again:N0} settlements decided again");
        return not == 0 ? told : string.Create(CultureInfo.InvariantCulture, $"{told}, {not:N0} not");
    }

    static string Snapshots(ProofReport report)
    {
        var compared = string.Create(CultureInfo.InvariantCulture, $"{report.SnapshotsCompared:N0} snapshots compared");
        return report.SnapshotsUnused == 0
            ? compared
            : string.Create(CultureInfo.InvariantCulture, $"{compared}, {report.SnapshotsUnused:N0} of no use");
    }

    static string Extent(ProofReport report) => report.Since is { } since
        ? string.Create(CultureInfo.InvariantCulture, $"what is new since {since:yyyy-MM-dd HH:mm:ss}Z")
        : "all from the first";

    static Table PaidByArea(IReadOnlyList<AreaPayers> areas, PolicyPacks names)
    {
        var table = new Table()
            .Title("Who paid what, by insured area (yuan, less reversals)")
            .Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("Area").NoWrap());
        foreach (var column in new[] { "Bills", "Total", "Pool", "Own account", "Family aid", "Cash", "Reversals" })
        {
            table.AddColumn(new TableColumn(column).RightAligned().NoWrap());
        }
        foreach (var area in areas)
        {
            table.AddRow([Markup.Escape(names.NameOf(area.Area)), .. Cells(area)]);
        }
        if (areas.Count > 1)
        {
            table.AddEmptyRow().AddRow(["All", .. Cells(SumOf(areas))]);
        }
        return table;
    }

    static string[] Cells(AreaPayers paid) =>
    [
        paid.Settlements.ToString("N0", CultureInfo.InvariantCulture),
        Yuan(paid.Total),
        Yuan(paid.Pool),
        Yuan(paid.Own),
        Yuan(paid.Aid),
        Yuan(paid.Cash),
        paid.Reversals.ToString("N0", CultureInfo.InvariantCulture),
    ];

    static AreaPayers SumOf(IReadOnlyList<AreaPayers> areas) => areas.Aggregate(static (sum, area) => sum.Add(area));

    static (Int128 Debit, Int128 Credit) Sums(ProofReport report) => report.Accounts.Aggregate(
        (Debit: (Int128)0, Credit: (Int128)0),
        static (sum, account) => (sum.Debit + account.Debit, sum.Credit + account.Credit));

    static string Yuan(Int128 fen) => ((decimal)fen / 100).ToString("N2", CultureInfo.InvariantCulture);
}
