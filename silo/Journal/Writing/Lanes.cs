using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;

namespace Gongji.Journal.Writing;

/// <summary>The lanes of a store: a grain always uses the same one, so that its order is kept.</summary>
public sealed class Lanes
{
    readonly WriteGate[] _gates;
    readonly SealHeads[] _heads;
    readonly Lane[] _lanes;

    /// <param name="time">By which is known how long a write takes.</param>
    /// <param name="scheduler">Where the lanes' turns run.</param>
    /// <param name="sealer">Seals what is written.</param>
    /// <param name="snapshots">Where snapshots are kept; beside the journal when null.</param>
    /// <param name="witness">Hears of commits that fail.</param>
    public Lanes(
        IJournalStore store,
        JournalOptions options,
        TimeProvider time,
        TaskScheduler scheduler,
        Sealer sealer,
        ISnapshots? snapshots = null,
        ICommitWitness? witness = null)
    {
        Store = store;
        Snapshots = snapshots ?? store;
        SnapshotSealer = sealer.Snapshots;
        Options = options;
        _gates =
        [
            .. Enumerable.Range(0, store.Databases)
                .Select(database => new WriteGate(store, database, time, scheduler, witness)),
        ];
        _heads = Array.ConvertAll(_gates, static _ => new SealHeads());
        _lanes =
        [
            .. Enumerable.Range(0, store.Lanes)
                .Select(n => new Lane(
                    store,
                    n,
                    new SealChain(store, sealer, n % _gates.Length, _heads[n % _gates.Length]),
                    options,
                    _gates[n % _gates.Length],
                    time,
                    scheduler)),
        ];
    }

    public IJournalStore Store { get; }

    public ISnapshots Snapshots { get; }

    public SnapshotSealer SnapshotSealer { get; }

    public JournalOptions Options { get; }

    /// <summary>By database: whether it takes entries.</summary>
    public IEnumerable<bool> Writable => _gates.Select(static gate => gate.IsOpen);

    /// <summary>The last seal that each lane has written.</summary>
    public IEnumerable<PlacedHead> Heads =>
        _heads.SelectMany(static (heads, database) => heads.All.Select(head => new PlacedHead(database + 1, head)));

    /// <summary>Finds out of each database whether it can be written.</summary>
    public Task Check() => Task.WhenAll(_gates.Select(static gate => gate.Check()));

    /// <summary>By database: how far lanes of whatever process have come that see to it now and then whether they can
    /// write.</summary>
    public static Task<JournalPosition[]> Touches(IJournalStore store, CancellationToken stop) =>
        Task.WhenAll(Enumerable.Range(0, store.Databases)
            .Select(database => store.Cursor(WriteGate.Touching, database, stop)));

    /// <summary>Says that somebody is there who writes.</summary>
    public static async Task Touch(IJournalStore store, CancellationToken stop)
    {
        foreach (var at in await Touches(store, stop))
        {
            await store.MoveCursor(WriteGate.Touching, at with { Number = at.Number + 1 }, stop);
        }
    }

    /// <summary>Completes when everything that was queued before is written or lost.</summary>
    public async Task Flush()
    {
        foreach (var lane in _lanes)
        {
            await lane.Idle;
        }
    }

    /// <summary>The number of the lane that a grain always uses.</summary>
    public int NumberOf(GrainKey grain) => (int)(GrainHash.Of(grain.Value) % (uint)_lanes.Length);

    internal Lane For(GrainKey grain) => _lanes[NumberOf(grain)];
}
