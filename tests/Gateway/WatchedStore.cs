using System.Collections.Concurrent;
using Gongji.Journal;

namespace Gongji.Tests;

/// <summary>A journal that fails when it is told to, and tells what was written.</summary>
sealed class WatchedStore(IJournalStore inner) : IJournalStore
{
    readonly ConcurrentDictionary<string, TaskCompletionSource> _written = new();
    int _failures;

    public WatchedStore()
        : this(new MemoryJournalStore())
    {
    }

    /// <summary>How many of the next writes fail.</summary>
    public int Failures
    {
        get => _failures;
        set => _failures = value;
    }

    /// <summary>Whether a write that fails is durable all the same.</summary>
    public bool WritesBeforeFailing { get; init; }

    /// <summary>When set, writes wait for it.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>Completes when an event of the kind is durable.</summary>
    public Task Written(string kind) => Told(kind).Task;

    public int Lanes => inner.Lanes;

    public Task Prepare(CancellationToken stop) => inner.Prepare(stop);

    public async Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop)
    {
        if (Gate is { } gate)
        {
            await gate.Task;
        }
        if (Interlocked.Decrement(ref _failures) < 0)
        {
            var taken = await inner.Write(lane, batch, stop);
            foreach (var entry in batch.Entries)
            {
                Told(entry.Kind).TrySetResult();
            }
            return taken;
        }
        if (WritesBeforeFailing)
        {
            await inner.Write(lane, batch, stop);
        }
        throw new IOException("the connection died");
    }

    public IAsyncEnumerable<Entry> Read(GrainKey grain, long from, long to, CancellationToken stop = default) =>
        inner.Read(grain, from, to, stop);

    public Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop) => inner.ReadSnapshot(grain, stop);

    public Task WriteSnapshot(Snapshot snapshot, CancellationToken stop) => inner.WriteSnapshot(snapshot, stop);

    public Task<IReadOnlyList<GrainKey>> OpenWork(int limit, CancellationToken stop) => inner.OpenWork(limit, stop);

    public IAsyncEnumerable<PositionedEntry> Follow(JournalPosition after, CancellationToken stop = default) =>
        inner.Follow(after, stop);

    public IAsyncEnumerable<PositionedEntry> ReadByGrain(CancellationToken stop = default) => inner.ReadByGrain(stop);

    public IAsyncEnumerable<Snapshot> ReadSnapshotsByGrain(CancellationToken stop = default) =>
        inner.ReadSnapshotsByGrain(stop);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    TaskCompletionSource Told(string kind) => _written.GetOrAdd(
        kind, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
