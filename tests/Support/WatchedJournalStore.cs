using Gongji.Journal;

namespace Gongji.Tests;

/// <summary>Tells a test when the journal behind it holds so many entries of a kind.</summary>
public sealed class WatchedJournalStore(IJournalStore inner) : IJournalStore
{
    readonly Lock _lock = new();
    readonly Dictionary<string, int> _written = [];
    readonly List<(string Kind, int Count, TaskCompletionSource Reached)> _waiting = [];

    public int Lanes => inner.Lanes;

    /// <summary>Completes when so many entries of the kind are durable.</summary>
    public Task Written(string kind, int count)
    {
        lock (_lock)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((kind, count, reached));
            Release();
            return reached.Task;
        }
    }

    public Task Prepare(CancellationToken stop) => inner.Prepare(stop);

    public async Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop)
    {
        var conflicts = await inner.Write(lane, batch, stop);
        if (conflicts.Count == 0)
        {
            lock (_lock)
            {
                foreach (var entry in batch.Entries)
                {
                    _written[entry.Kind] = _written.GetValueOrDefault(entry.Kind) + 1;
                }
                Release();
            }
        }
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

    void Release()
    {
        foreach (var (kind, count, reached) in _waiting)
        {
            if (_written.GetValueOrDefault(kind) >= count)
            {
                reached.TrySetResult();
            }
        }
    }
}
