using System.Diagnostics;
using Gongji.Journal;

namespace Gongji.LoadTests;

/// <summary>Counts what a journal's commits take.</summary>
sealed class MeasuredStore(IJournalStore inner) : IJournalStore
{
    long _commits;
    long _entries;
    long _ticks;

    public int Lanes => inner.Lanes;

    /// <summary>Commits, entries and the time that commits took together, since the last call.</summary>
    public (long Commits, long Entries, TimeSpan Time) Take() => (
        Interlocked.Exchange(ref _commits, 0),
        Interlocked.Exchange(ref _entries, 0),
        Stopwatch.GetElapsedTime(0, Interlocked.Exchange(ref _ticks, 0)));

    public Task Prepare(CancellationToken stop) => inner.Prepare(stop);

    public async Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        var conflicts = await inner.Write(lane, batch, stop);
        Interlocked.Add(ref _ticks, Stopwatch.GetTimestamp() - began);
        Interlocked.Add(ref _entries, batch.Entries.Count);
        Interlocked.Increment(ref _commits);
        return conflicts;
    }

    public IAsyncEnumerable<Entry> Read(GrainKey grain, long from, long to, CancellationToken stop = default) =>
        inner.Read(grain, from, to, stop);

    public Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop) => inner.ReadSnapshot(grain, stop);

    public Task WriteSnapshot(Snapshot snapshot, CancellationToken stop) => inner.WriteSnapshot(snapshot, stop);

    public Task<IReadOnlyList<GrainKey>> OpenWork(int limit, CancellationToken stop) =>
        inner.OpenWork(limit, stop);

    public IAsyncEnumerable<PositionedEntry> Follow(JournalPosition after, CancellationToken stop = default) =>
        inner.Follow(after, stop);

    public IAsyncEnumerable<PositionedEntry> ReadByGrain(CancellationToken stop = default) => inner.ReadByGrain(stop);

    public IAsyncEnumerable<Snapshot> ReadSnapshotsByGrain(CancellationToken stop = default) =>
        inner.ReadSnapshotsByGrain(stop);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
