using Gongji.Journal.Entries;

namespace Gongji.Journal.Writing;

/// <summary>The lanes of a store: a grain always uses the same one, so that its order is kept.</summary>
public sealed class Lanes
{
    readonly Lane[] _lanes;

    /// <param name="scheduler">Where the lanes' turns run.</param>
    /// <param name="snapshots">Where snapshots are kept; beside the journal when null.</param>
    public Lanes(IJournalStore store, JournalOptions options, TaskScheduler scheduler, ISnapshots? snapshots = null)
    {
        Store = store;
        Snapshots = snapshots ?? store;
        Options = options;
        _lanes = [.. Enumerable.Range(0, store.Lanes).Select(n => new Lane(store, n, options, scheduler))];
    }

    public IJournalStore Store { get; }

    public ISnapshots Snapshots { get; }

    public JournalOptions Options { get; }

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
