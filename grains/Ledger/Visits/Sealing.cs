using System.Text;

namespace Gongji.Ledger.Visits;

/// <summary>A fee line as a bill takes it.</summary>
/// <param name="Day">The day of the service.</param>
/// <param name="Disease">The chronic or special disease that it is for; null for ordinary care.</param>
sealed record BilledLine(FeeLine Line, DateOnly Day, DiseaseCode? Disease);

/// <summary>What a bill says beside its amounts.</summary>
/// <param name="From">The first day of the services, of a stay that of admission.</param>
/// <param name="To">The last one, of a stay that of discharge.</param>
sealed record SealedBill(
    VisitId Visit,
    BatchNo Batch,
    int Seal,
    PersonNo Person,
    CareKind Care,
    DateOnly From,
    DateOnly To,
    InstitutionFacts Institution);

/// <summary>Makes a bill of fee lines.</summary>
static class Sealing
{
    /// <param name="lines">Of days from the first to the last of the bill.</param>
    public static Bill BillOf(SealedBill of, IReadOnlyCollection<BilledLine> lines)
    {
        var isParted = of.From.Year != of.To.Year || lines.Any(static line => line.Disease is not null);
        return new Bill(
            of.Visit,
            of.Batch,
            of.Seal,
            of.Person,
            of.Care,
            of.From,
            of.To,
            of.Institution,
            AmountsOf(lines),
            DigestOf(of, lines, isParted),
            isParted ? [.. PartsOf(lines)] : null);
    }

    static IEnumerable<BillPart> PartsOf(IReadOnlyCollection<BilledLine> lines) =>
        from line in lines
        group line by (line.Day.Year, line.Disease) into part
        orderby part.Key.Year, part.Key.Disease?.Value
        select new BillPart(part.Key.Year, part.Key.Disease, AmountsOf([.. part]));

    static BillAmounts AmountsOf(IReadOnlyCollection<BilledLine> lines) =>
        BillAmounts.Of([.. lines.Select(static line => line.Line)]);

    /// <summary>What was bought, not how it was numbered: two visits for the same have the same digest.</summary>
    static string DigestOf(SealedBill of, IReadOnlyCollection<BilledLine> lines, bool isParted)
    {
        var days = of.From == of.To ? $"{of.From:O}" : $"{of.From:O}/{of.To:O}";
        var content = new StringBuilder($"{of.Person}|{of.Care}|{days}|{of.Institution.Code}");
        var bought = lines.Select(line =>
            $"{line.Line.Item.ItemCode}|{line.Line.Item.Total.Fen}|{line.Line.Split.InScope.Fen}"
            + (isParted ? $"|{line.Day.Year}|{line.Disease}" : ""));
        foreach (var line in bought.Order(StringComparer.Ordinal))
        {
            content.Append('\n').Append(line);
        }
        return Operation.DigestOf(content.ToString());
    }
}
