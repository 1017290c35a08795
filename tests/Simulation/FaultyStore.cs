using System.Text;
using Gongji.Journal;
using Gongji.Tests;

namespace Gongji.Simulation;

/// <summary>What all hosts store, and when each entry became durable in true time.</summary>
sealed class Disk(World world)
{
    public Watcher Watcher { get; } = new(world);

    public MemoryJournalStore Store { get; } = new(lanes: 2);

    public Dictionary<(GrainKey, long), DateTimeOffset> DurableAt { get; } = [];

    /// <summary>The first promise that an entry broke; the run ends with it.</summary>
    public Exception? Broken { get; private set; }

    public void Watch(Entry entry)
    {
        try
        {
            Watcher.Take(entry);
        }
        catch (InvalidOperationException exception)
        {
            Broken ??= exception;
        }
    }

    /// <summary>Every snapshot ever written, so that an old one can come back.</summary>
    public Dictionary<GrainKey, List<Snapshot>> Snapshots { get; } = [];
}

/// <summary>The store as one host sees it: slow, failing, forgetful.</summary>
sealed class FaultyStore(Disk disk, World world, Faults faults, WorldTime time) : IJournalStore
{
    readonly MemoryJournalStore _store = disk.Store.Another();

    public int Lanes => _store.Lanes;

    public Task Prepare(CancellationToken stop) => Task.CompletedTask;

    public async Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop)
    {
        await Wait(0, faults.Strikes(Faults.CommitSlow) ? 4_000 : 4);
        if (faults.Strikes(Faults.CommitFails))
        {
            world.Tell($"disk: a commit of {batch.Entries.Count} entries fails");
            throw new IOException("the commit failed");
        }
        var conflicts = await _store.Write(lane, batch, stop);
        foreach (var entry in conflicts.Count == 0 ? batch.Entries : [])
        {
            disk.DurableAt[(entry.Grain, entry.Sequence)] = world.Now;
            disk.Watch(entry);
            world.Tell($"disk: {entry.Grain} {entry.Sequence} {entry.Kind} {Encoding.UTF8.GetString(entry.Body)}");
        }
        await Wait(0, 4);
        return faults.Strikes(Faults.CommitUnsaid)
            ? throw new IOException("the connection died in the commit")
            : conflicts;
    }

    public async IAsyncEnumerable<Entry> Read(
        GrainKey grain,
        long from,
        long to,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop = default)
    {
        await Wait(0, 2);
        if (faults.Strikes(Faults.ReadFails))
        {
            throw new IOException("the read failed");
        }
        await foreach (var entry in _store.Read(grain, from, to, stop))
        {
            yield return entry;
        }
    }

    public async Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop)
    {
        await Wait(0, 2);
        var newest = await _store.ReadSnapshot(grain, stop);
        if (newest is null)
        {
            return null;
        }
        if (faults.Strikes(Faults.SnapshotOdd))
        {
            return newest with { Hash = new byte[HashChain.Size] };
        }
        return faults.Strikes(Faults.SnapshotOld) ? world.Dice.Pick(disk.Snapshots[grain]) : newest;
    }

    public Task WriteSnapshot(Snapshot snapshot, CancellationToken stop)
    {
        if (!disk.Snapshots.TryGetValue(snapshot.Grain, out var all))
        {
            disk.Snapshots[snapshot.Grain] = all = [];
        }
        all.Add(snapshot);
        return _store.WriteSnapshot(snapshot, stop);
    }

    public Task<IReadOnlyList<GrainKey>> OpenWork(int limit, CancellationToken stop) => _store.OpenWork(limit, stop);

    public IAsyncEnumerable<PositionedEntry> Follow(JournalPosition after, CancellationToken stop = default) =>
        _store.Follow(after, stop);

    public IAsyncEnumerable<PositionedEntry> ReadByGrain(CancellationToken stop = default) => _store.ReadByGrain(stop);

    public IAsyncEnumerable<Snapshot> ReadSnapshotsByGrain(CancellationToken stop = default) =>
        _store.ReadSnapshotsByGrain(stop);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    Task Wait(int low, int high) => Task.Delay(world.Dice.Milliseconds(low, high), time);
}
