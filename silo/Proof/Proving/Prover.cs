using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;
using Gongji.Proof.Reading;

namespace Gongji.Proof.Proving;

/// <summary>What a proof found, and what the next one can go on from.</summary>
/// <param name="Kept">Null when there is nothing to go on from: no entry, or books that are not clean.</param>
public sealed record Proven(ProofReport Report, KeptProof? Kept);

/// <summary>Proves the books from the journal alone, while the ledger may go on working: what is read is as of one
/// moment. It needs memory for open things, accounts, bindings and a few grains at a time.</summary>
public static class Prover
{
    /// <summary>Longer than this nothing may wait for its end while all sides are up.</summary>
    public static readonly TimeSpan OpenMax = TimeSpan.FromSeconds(60);

    /// <summary>Proves what is new since an earlier proof, or everything, books and seals; and sees that what was
    /// proven then is still there, entry by entry. Without a head that somebody knows nobody can see what is missing at
    /// the end.</summary>
    /// <param name="told">Heads that are known besides those of the earlier proof.</param>
    /// <param name="full">Whether the rules are asked of everything from the first entry on.</param>
    public static async Task<Proven> Prove(
        KnownProof? known,
        IReadOnlyList<PlacedHead> told,
        bool full,
        IJournalStore store,
        SealTrust trust,
        TimeProvider time,
        IProgress<ProofProgress>? progress,
        CancellationToken stop)
    {
        var books = await ProveBooks(known, full, store, time, progress, stop);
        var heads = new KnownSeals(known?.Proof?.Heads ?? [], [.. known?.Heads ?? [], .. told]);
        var seals = await SealProver.Prove(store, trust, heads, full, stop);
        var report = books.Report.With(seals.Findings) with { SealsChecked = seals.Commits };
        return new Proven(report, report.IsClean && books.Kept is { } kept
            ? kept with
            {
                Report = report,
                Heads = seals.Heads,
                Open = seals.Open,
                SealKey = trust.Keys.Newest.ToString(),
            }
            : null);
    }

    static async Task<Proven> ProveBooks(
        KnownProof? known,
        bool full,
        IJournalStore store,
        TimeProvider time,
        IProgress<ProofProgress>? progress,
        CancellationToken stop)
    {
        var missing = known is null ? [] : await MissingOf(known, store, stop);
        if (!full
            && missing.Count == 0
            && known?.Proof is { } kept
            && await ProveSince(kept, store, time, stop) is { } proof)
        {
            var changed = await EntryChain.BrokenIn(store, progress, stop);
            return changed.Count == 0 ? proof : new Proven(proof.Report.With(changed), Kept: null);
        }
        var all = await ProveAll(store, time, progress, stop);
        return missing.Count == 0 ? all : new Proven(all.Report.With(missing), Kept: null);
    }

    /// <summary>Proves everything from the first entry on.</summary>
    public static async Task<Proven> ProveAll(
        IJournalStore store, TimeProvider time, IProgress<ProofProgress>? progress, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var youngSince = YoungSince(store, time);
        var ends = JournalEnd.Start(store);
        var books = await ReadAll(store, ends, youngSince, progress, stop);
        var trail = new AidTrail(books, youngSince);
        if (books.NetworksThatDiffer() is { Count: > 0 } networks)
        {
            await trail.Follow(EntriesOn(networks, store, books, ends, stop), networks);
        }
        trail.Judge();
        books.JudgeBindings();
        var newer = await JournalEnd.CountBehind(ends, store, stop);
        return ProofOf(books.Report(time.GetElapsedTime(began), OpenMax, null), newer, books, ends, trail);
    }

    /// <summary>Proves what was written after an earlier proof. Each grain that was written to is replayed as a whole;
    /// all others stand as they were proven.</summary>
    /// <returns>Null when the earlier proof is not one of this journal.</returns>
    public static async Task<Proven?> ProveSince(
        KeptProof kept, IJournalStore store, TimeProvider time, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        await store.AwaitUnderWay(stop);
        var youngSince = YoungSince(store, time);
        var ends = kept.Ends.Select(static end => new JournalEnd(end.Before)).ToArray();
        if (await NewSince(kept, ends, store, stop) is not { } grains)
        {
            return null;
        }
        var books = new Books(notesAid: true);
        books.Recall(kept, grains.Keys.ToHashSet());
        var crew = CrewOf(store, notesAid: true, youngSince, stop);
        foreach (var (grain, (first, last)) in grains)
        {
            await ReadGrain(grain, first, last, store, crew, stop);
        }
        await crew.AddTo(books);
        var trail = new AidTrail(books, youngSince);
        foreach (var note in kept.OpenAid.Concat(books.Notes))
        {
            trail.Take(note);
        }
        trail.Judge();
        books.JudgeBindings();
        var newer = await JournalEnd.CountBehind(ends, store, stop);
        var report = books.Report(time.GetElapsedTime(began), OpenMax, kept.Report.Newest);
        return ProofOf(report, newer, books, ends, trail);
    }

    static async Task<List<Finding>> MissingOf(KnownProof known, IJournalStore store, CancellationToken stop)
    {
        var missing = new List<Finding>();
        for (var database = 0; database < known.Ends.Count; database++)
        {
            if (database >= store.Databases || !await Has(known.Ends[database], store, stop))
            {
                var what = $"database {database + 1} has not what was proven of it, up to {known.Newest:O}: entries "
                    + "were taken away, or it is an older copy";
                missing.Add(new Finding(ProofCheck.ProvenIsMissing, null, 0, what));
            }
        }
        return missing;
    }

    static async Task<bool> Has(KeptEnd end, IJournalStore store, CancellationToken stop) => end.Hash is null
        || (await store.Follow(end.Before, stop).FirstOrDefaultAsync(stop) is { } placed
            && placed.Position == end.Position
            && placed.Entry.Hash.AsSpan().SequenceEqual(end.Hash));

    /// <summary>Reads snapshots before entries, so that hardly a snapshot is of a later moment.</summary>
    static async Task<Books> ReadAll(
        IJournalStore store,
        JournalEnd[] ends,
        DateTimeOffset? youngSince,
        IProgress<ProofProgress>? progress,
        CancellationToken stop)
    {
        var books = new Books();
        var crew = CrewOf(store, notesAid: false, youngSince, stop);
        await using var snapshots = new SnapshotReader(store.ReadSnapshotsByGrain(stop), books);
        var (grain, sequence, entries, grains) = (default(GrainKey?), 0L, 0L, 0L);
        await snapshots.Begin();
        await foreach (var placed in store.ReadByGrain(stop))
        {
            var entry = placed.Entry;
            if (entry.Grain != grain)
            {
                await End(grain, sequence, snapshots.Current, store, crew, stop);
                await crew.Begin(entry.Grain, await snapshots.SnapshotOf(entry.Grain), 0);
                grain = entry.Grain;
                grains++;
            }
            await crew.Take(entry);
            ends[placed.Position.Database].Take(placed);
            sequence = entry.Sequence;
            ProofProgress.Tell(progress, ++entries, grains);
        }
        await End(grain, sequence, snapshots.Current, store, crew, stop);
        await snapshots.End();
        await crew.AddTo(books);
        return books;
    }

    /// <summary>The entries that tell of some networks, and others.</summary>
    static IAsyncEnumerable<Entry> EntriesOn(
        HashSet<string> networks, IJournalStore store, Books books, JournalEnd[] ends, CancellationToken stop) =>
        books.TellersOf(networks) is { } tellers
            ? tellers.ToAsyncEnumerable().SelectMany(teller => store.Read(teller.Key, 1, teller.Value, stop))
            : store.ReadByGrain(stop)
                .Where(placed => !placed.Position.IsAfter(ends[placed.Position.Database].Position))
                .Select(static placed => placed.Entry);

    /// <summary>The first and last new entry of each grain, or null when a last proven entry is not where it was.
    /// </summary>
    static async Task<Dictionary<GrainKey, (long First, long Last)>?> NewSince(
        KeptProof kept, JournalEnd[] ends, IJournalStore store, CancellationToken stop)
    {
        var grains = new Dictionary<GrainKey, (long First, long Last)>();
        var fits = ends.Length == store.Databases;
        for (var database = 0; fits && database < ends.Length; database++)
        {
            fits = await NewSince(kept.Ends[database], ends[database], grains, store, stop);
        }
        return fits ? grains : null;
    }

    static async Task<bool> NewSince(
        KeptEnd kept,
        JournalEnd end,
        Dictionary<GrainKey, (long First, long Last)> grains,
        IJournalStore store,
        CancellationToken stop)
    {
        var fits = kept.Hash is null;
        await foreach (var placed in store.Follow(kept.Before, stop))
        {
            end.Take(placed);
            if (!fits)
            {
                fits = placed.Position == kept.Position && placed.Entry.Hash.AsSpan().SequenceEqual(kept.Hash);
                if (!fits)
                {
                    return false;
                }
                continue;
            }
            var (grain, sequence) = (placed.Entry.Grain, placed.Entry.Sequence);
            grains[grain] = grains.TryGetValue(grain, out var seen) ? (seen.First, sequence) : (sequence, sequence);
        }
        return fits;
    }

    /// <summary>From when on one database may know what another does not yet: the clocks of hosts differ.</summary>
    static DateTimeOffset? YoungSince(IJournalStore store, TimeProvider time) =>
        store.Databases > 1 ? time.GetUtcNow() - OpenMax : null;

    static async Task ReadGrain(
        GrainKey grain, long first, long last, IJournalStore store, ProofCrew crew, CancellationToken stop)
    {
        var snapshot = await store.ReadSnapshot(grain, stop);
        var sequence = 0L;
        await crew.Begin(grain, snapshot, first - 1);
        await foreach (var entry in store.Read(grain, 1, last, stop))
        {
            await crew.Take(entry);
            sequence = entry.Sequence;
        }
        await End(grain, sequence, snapshot, store, crew, stop);
    }

    /// <summary>Ends a grain. Its snapshot may be younger than the moment as of which the journal is read; then the
    /// entries between are folded for it.</summary>
    static async Task End(
        GrainKey? grain,
        long sequence,
        Snapshot? snapshot,
        IJournalStore store,
        ProofCrew crew,
        CancellationToken stop)
    {
        if (grain is null)
        {
            return;
        }
        await crew.End();
        if (snapshot?.Sequence > sequence)
        {
            await foreach (var entry in store.Read(grain.Value, sequence + 1, snapshot.Sequence, stop))
            {
                await crew.TakeForSnapshot(entry);
            }
            await crew.EndForSnapshot();
        }
    }

    /// <summary>A scheduler of somebody's own, such as a simulation's, does one thing at a time.</summary>
    static ProofCrew CrewOf(
        IJournalStore store, bool notesAid, DateTimeOffset? youngSince, CancellationToken stop)
    {
        var scheduler = TaskScheduler.Current;
        var workers = scheduler == TaskScheduler.Default ? Environment.ProcessorCount : 1;
        return new ProofCrew(
            [.. Enumerable.Range(0, workers).Select(_ => new Books(notesAid, youngSince))],
            new KeptRules(store),
            scheduler,
            stop);
    }

    static Proven ProofOf(ProofReport report, long newer, Books books, JournalEnd[] ends, AidTrail trail) => new(
        report with { Newer = newer },
        report.IsClean && ends.Any(static end => end.Hash is not null)
            ? new KeptProof(
                [.. ends.Select(static end => end.Kept)], [.. trail.Open()], books.OpenBindings, report, [], [], "")
            : null);
}
