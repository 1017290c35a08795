namespace Gongji.Journal.Proving;

/// <summary>Proves the books from the journal alone, while the ledger may go on working: what is read is as of one
/// moment. It needs memory for open things, accounts and one grain at a time.</summary>
public static class Prover
{
    /// <summary>Longer than this nothing may wait for its end while all sides are up.</summary>
    public static readonly TimeSpan OpenMax = TimeSpan.FromSeconds(60);

    const int ProgressEvery = 10_000;

    public static async Task<ProofReport> Prove(
        IJournalStore store, TimeProvider time, IProgress<ProofProgress>? progress, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        var books = new Books();
        GrainProof? grain = null;
        await foreach (var entry in store.ReadByGrain(stop))
        {
            if (grain is null || entry.Grain != grain.Grain)
            {
                await End(grain, store, stop);
                grain = new GrainProof(entry.Grain, await store.ReadSnapshot(entry.Grain, stop), books);
            }
            grain.Take(entry);
            if (books.Entries % ProgressEvery == 0)
            {
                progress?.Report(new ProofProgress(books.Entries, books.Grains));
            }
        }
        await End(grain, store, stop);
        if (books.NetworksThatDiffer() is { Count: > 0 } networks)
        {
            await new AidTrail(networks, books).Follow(store.ReadByGrain(stop));
        }
        return books.Report(time.GetElapsedTime(began), OpenMax);
    }

    /// <summary>Ends a grain. Its snapshot may be younger than the moment as of which the journal is read; then the
    /// entries between are folded for it.</summary>
    static async Task End(GrainProof? grain, IJournalStore store, CancellationToken stop)
    {
        if (grain is null)
        {
            return;
        }
        grain.End();
        if (grain.SnapshotAt > grain.Sequence)
        {
            await foreach (var entry in store.Read(grain.Grain, grain.Sequence + 1, grain.SnapshotAt, stop))
            {
                grain.TakeForSnapshot(entry);
            }
            grain.EndBeforeSnapshot();
        }
    }
}
