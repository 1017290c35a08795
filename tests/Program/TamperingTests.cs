using Gongji.Program.Logs;
using Gongji.Program.Serving;
using Gongji.Proof.Proving;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gongji.Tests.Program;

/// <summary>What is done to a journal, and what shows it: docs/TAMPERING.md says the truth.</summary>
public sealed class TamperingTests : IDisposable
{
    const string Clean = "clean", Refused = "refused";

    static readonly string[][] Rows =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "TAMPERING.md"))
            .Where(static line => line.StartsWith("| ", StringComparison.Ordinal))
            .Skip(1)
            .Select(static line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_way_stands_on_the_page_and_no_other() =>
        Assert.Equal(Tampering.Ways.Keys.Order(), Rows.Select(static row => row[0]).Order());

    [Fact]
    public async Task Whatever_is_done_to_a_file_the_page_tells_what_shows_it() =>
        await AssertTold(await SqliteVictim.Make(_folder.Path));

    [PostgresFact]
    public async Task Whatever_is_done_to_a_database_the_page_tells_what_shows_it() =>
        await AssertTold(await PostgresVictim.Make(_folder.Path));

    static async Task AssertTold(Victim victim)
    {
        var otherwise = new List<string>();
        foreach (var row in Rows)
        {
            var copy = await victim.Copy();
            await Tampering.Ways[row[0]](copy);
            string[] said =
            [
                await Prove(copy.Place, full: false),
                await Prove(copy.Place, full: true),
                await ProveAlone(copy.Place),
                await Start(copy.Place),
            ];
            if (!said.SequenceEqual(row.Skip(1)))
            {
                otherwise.Add($"| {row[0]} | {string.Join(" | ", said)} |");
            }
        }
        Assert.True(otherwise.Count == 0, string.Join('\n', otherwise));
    }

    static async Task<string> ProveAlone(Place place)
    {
        var aside = place.ProofFile + ".aside";
        File.Move(place.ProofFile, aside);
        var said = await Prove(place, full: true);
        File.Move(aside, place.ProofFile);
        return said;
    }

    static async Task<string> Prove(Place place, bool full)
    {
        try
        {
            var known = await KnownLedger.Read(place, heads: null, default);
            await using var journal = place.JournalToRead();
            var report = (await known.Prove(journal, full, null, default)).Report;
            return report.IsClean ? Clean : First(report.Findings);
        }
        catch (Exception refused) when (refused is UsageException or InvalidDataException)
        {
            return Refused;
        }
    }

    /// <summary>What says most: that something is missing is told of first, then what the entries say of themselves.
    /// </summary>
    static string First(IReadOnlyList<Finding> findings)
    {
        ProofCheck[] order =
        [
            ProofCheck.SequenceHasGap, ProofCheck.HashIsBroken, ProofCheck.RulesAreOthers, ProofCheck.CommitIsNotSealed,
            ProofCheck.SealIsBroken, ProofCheck.SealedIsMissing, ProofCheck.SnapshotDiffers,
        ];
        var found = findings.Select(static finding => finding.Check).ToHashSet();
        return $"{order.Cast<ProofCheck?>().FirstOrDefault(check => found.Contains(check!.Value)) ?? found.First()}";
    }

    static async Task<string> Start(Place place)
    {
        try
        {
            var plan = ServePlan.OneMachine(place, urls: null, Packs.Of([]));
            plan.Silo.DrainFor = TimeSpan.Zero;
            await using var process = await LedgerProcess.Start(plan, NullLoggerFactory.Instance, default);
            return Clean;
        }
        catch (Exception refused) when (refused is UsageException or InvalidDataException)
        {
            return Refused;
        }
    }
}
