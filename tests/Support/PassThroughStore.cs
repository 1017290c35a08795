using Gongji.Journal.Entries;

namespace Gongji.Tests.Support;

/// <summary>A journal that leaves everything to the one behind it but what a double is about.</summary>
public abstract class PassThroughStore(IJournalStore inner) : IJournalStore
{
    public int Databases => inner.Databases;

    public int Lanes => inner.Lanes;

    public Task Prepare(CancellationToken stop) => inner.Prepare(stop);

    public virtual Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop) =>
        inner.Write(lane, batch, stop);

    public virtual IAsyncEnumerable<Entry> Read(
        GrainKey grain, long from, long to, CancellationToken stop = default) => inner.Read(grain, from, to, stop);

    public virtual Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop) =>
        inner.ReadSnapshot(grain, stop);

    public virtual Task WriteSnapshot(Snapshot snapshot, CancellationToken stop) =>
        inner.WriteSnapshot(snapshot, stop);

    public virtual Task<IReadOnlyList<WorkMark>> OpenWork(
        int database, WorkMark? after, int limit, CancellationToken stop) =>
        inner.OpenWork(database, after, limit, stop);

    public Task<JournalPosition> Cursor(string follower, int database, CancellationToken stop) =>
        inner.Cursor(follower, database, stop);

    public virtual Task MoveCursor(string follower, JournalPosition to, CancellationToken stop) =>
        inner.MoveCursor(follower, to, stop);

    public virtual IAsyncEnumerable<PositionedEntry> Follow(
        JournalPosition after, CancellationToken stop = default) => inner.Follow(after, stop);

    public IAsyncEnumerable<PositionedEntry> ReadByGrain(CancellationToken stop = default) => inner.ReadByGrain(stop);

    public Task AwaitUnderWay(CancellationToken stop) => inner.AwaitUnderWay(stop);

    public Task<long> CountAfter(JournalPosition position, CancellationToken stop) => inner.CountAfter(position, stop);

    public virtual IAsyncEnumerable<SealedCommit> ReadCommits(
        JournalPosition after, CancellationToken stop = default) =>
        inner.ReadCommits(after, stop);

    public virtual Task<Seal?> ReadSeal(int database, string chain, long number, CancellationToken stop) =>
        inner.ReadSeal(database, chain, number, stop);

    public virtual Task<IReadOnlyList<Seal>> ReadChains(int database, CancellationToken stop) =>
        inner.ReadChains(database, stop);

    public IAsyncEnumerable<Snapshot> ReadSnapshotsByGrain(CancellationToken stop = default) =>
        inner.ReadSnapshotsByGrain(stop);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await inner.DisposeAsync();
        await Gone();
    }

    /// <summary>Hears that the journal behind it was left.</summary>
    protected virtual ValueTask Gone() => ValueTask.CompletedTask;
}
