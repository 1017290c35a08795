using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;

namespace Gongji.Proof.Proving;

/// <summary>How far the seals of a database are checked.</summary>
/// <param name="Last">The place of the last commit.</param>
/// <param name="Heads">The last seal of each chain.</param>
public sealed record SealedUpTo(JournalPosition Last, IReadOnlyList<SealHead> Heads);

/// <summary>With what a ledger seals.</summary>
/// <param name="Key">Which key is believed. Whoever can change a journal can name another in it.</param>
public sealed record SealTrust(Guid Ledger, PublicSealKey Key);

/// <summary>What the check of a journal's seals found.</summary>
/// <param name="Commits">How many it went through.</param>
/// <param name="UpTo">Of each database, for the next check.</param>
public sealed record SealsProven(long Commits, IReadOnlyList<Finding> Findings, IReadOnlyList<SealedUpTo> UpTo);

/// <summary>Proves from a journal's seals that no commit is missing, was added or was changed since it was written.
/// What is missing at the end only shows where somebody knows a head.</summary>
public static class SealProver
{
    /// <param name="known">By database: where an earlier check ended; null when there was none.</param>
    /// <param name="full">Whether all are checked from the first commit on.</param>
    public static async Task<SealsProven> Prove(
        IJournalStore store,
        SealTrust trust,
        IReadOnlyList<SealedUpTo>? known,
        bool full,
        CancellationToken stop)
    {
        var (commits, findings, upTo) = (0L, new List<Finding>(), new List<SealedUpTo>());
        for (var database = 0; database < store.Databases; database++)
        {
            var place = database;
            var earlier = known?.ElementAtOrDefault(database);
            var begin = earlier is null || full
                ? new SealedUpTo(JournalPosition.Start with { Database = database }, [])
                : earlier;
            var check = new SealCheck(
                new SealedBook(trust.Ledger, database + 1),
                trust.Key,
                begin.Heads,
                head => store.ReadSeal(place, head.Chain, head.Number, stop));
            var last = begin.Last;
            await foreach (var commit in store.ReadCommits(begin.Last, stop))
            {
                await check.Take(commit);
                last = commit.Last;
            }
            await check.Await(earlier?.Heads ?? []);
            commits += check.Commits;
            findings.AddRange(check.Findings);
            upTo.Add(new SealedUpTo(last, check.Heads));
        }
        return new SealsProven(commits, findings, upTo);
    }
}
