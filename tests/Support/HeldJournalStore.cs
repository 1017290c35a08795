using Gongji.Journal;

namespace Gongji.Tests;

/// <summary>Keeps the writes of chosen grains waiting until a test lets them go: what is decided meanwhile is in memory
/// alone.</summary>
public sealed class HeldJournalStore(IJournalStore inner) : IJournalStore
{
    readonly Lock _lock = new();
    readonly Dictionary<GrainKey, (TaskCompletionSource Came, TaskCompletionSource Go)> _held = [];

    public int Lanes => inner.Lanes;

    /// <summary>Keeps the grain's writes waiting from now on; completes when the first one waits.</summary>
    public Task Hold(GrainKey grain)
    {
        lock (_lock)
        {
            _held[grain] = (New(), New());
            return _held[grain].Came.Task;
        }
    }

    /// <summary>Lets the grain's writes through again.</summary>
    public void LetGo(GrainKey grain)
    {
        lock (_lock)
        {
            _held.Remove(grain, out var held);
            held.Go.SetResult();
        }
    }

    public Task Prepare(CancellationToken stop) => inner.Prepare(stop);

    public async Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop)
    {
        foreach (var grain in batch.Entries.Select(entry => entry.Grain).Distinct())
        {
            await Passing(grain);
        }
        return await inner.Write(lane, batch, stop);
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

    Task Passing(GrainKey grain)
    {
        lock (_lock)
        {
            if (!_held.TryGetValue(grain, out var held))
            {
                return Task.CompletedTask;
            }
            held.Came.TrySetResult();
            return held.Go.Task;
        }
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
