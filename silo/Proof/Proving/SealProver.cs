using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;

namespace Gongji.Proof.Proving;

/// <summary>With what a ledger seals.</summary>
/// <param name="Keys">Which keys are believed. Whoever can change a journal can name others in it.</param>
/// <param name="Snapshots">With what its silos seal snapshots; null where the private key is not known.</param>
public sealed record SealTrust(Guid Ledger, SealKeys Keys, SnapshotSealer? Snapshots);

/// <summary>What is known of a journal's seals outside of it.</summary>
/// <param name="Proven">The last seal of each chain that an earlier proof has checked.</param>
/// <param name="Told">Heads that have to be there.</param>
public sealed record KnownSeals(IReadOnlyList<PlacedHead> Proven, IReadOnlyList<PlacedHead> Told)
{
    public static readonly KnownSeals None = new([], []);
}

/// <summary>What the check of a journal's seals found.</summary>
/// <param name="Commits">How many it went through.</param>
/// <param name="Heads">The last seal of each chain, for the next check.</param>
/// <param name="Open">Those of them that no other chain goes on from: few, whoever knows them knows all.</param>
public sealed record SealsProven(
    long Commits,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<PlacedHead> Heads,
    IReadOnlyList<PlacedHead> Open);

/// <summary>Proves from a journal's seals that no commit is missing, was added or was changed since it was written.
/// What is missing at the end only shows where somebody knows a head.</summary>
public static class SealProver
{
    /// <param name="full">Whether signatures are checked that an earlier proof has checked. A seal that was changed
    /// since shows without: its hash is in the next one, and that of the last is known.</param>
    public static async Task<SealsProven> Prove(
        IJournalStore store, SealTrust trust, KnownSeals known, bool full, CancellationToken stop)
    {
        var (commits, findings) = (0L, new List<Finding>());
        var (heads, open) = (new List<PlacedHead>(), new List<PlacedHead>());
        for (var database = 0; database < store.Databases; database++)
        {
            var (book, place) = (new SealedBook(trust.Ledger, database + 1), database);
            var check = new SealCheck(
                book,
                trust.Keys,
                full ? [] : known.Proven.In(book.Database),
                known.Proven.In(book.Database).Concat(known.Told.In(book.Database)),
                head => store.ReadSeal(place, head.Chain, head.Number, stop));
            await foreach (var commit in store.ReadCommits(JournalPosition.Start with { Database = database }, stop))
            {
                await check.Take(commit);
            }
            check.End();
            commits += check.Commits;
            findings.AddRange(check.Findings);
            heads.AddRange(check.Heads.Select(head => new PlacedHead(book.Database, head)));
            open.AddRange(check.Open.Select(head => new PlacedHead(book.Database, head)));
        }
        findings.AddRange(BeyondOf(known.Told, store.Databases));
        if (trust.Snapshots is { } snapshots)
        {
            findings.AddRange(await ForgedIn(store, snapshots, stop));
        }
        return new SealsProven(commits, findings, heads, open);
    }

    static async Task<List<Finding>> ForgedIn(IJournalStore store, SnapshotSealer sealer, CancellationToken stop)
    {
        var forged = new List<Finding>();
        await foreach (var kept in store.ReadSnapshotsByGrain(stop))
        {
            if (sealer.Check(kept) == SnapshotHolds.No && forged.Count < ProofReport.FindingsMax)
            {
                forged.Add(new Finding(
                    ProofCheck.SnapshotDiffers, kept.Grain, kept.Sequence, "it is not as a silo wrote it"));
            }
        }
        return forged;
    }

    /// <summary>Heads of databases that a journal has not.</summary>
    internal static IEnumerable<Finding> BeyondOf(IEnumerable<PlacedHead> known, int databases) =>
        known.Where(head => head.Database > databases).Select(static head => new Finding(
            ProofCheck.SealedIsMissing,
            null,
            0,
            $"the journal has no database {head.Database}, of which {head} is known"));

    internal static IEnumerable<SealHead> In(this IEnumerable<PlacedHead> heads, int database) =>
        heads.Where(head => head.Database == database).Select(static head => head.Head);
}
