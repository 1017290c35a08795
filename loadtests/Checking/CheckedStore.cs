using System.Collections.Concurrent;
using Gongji.Journal.Entries;
using Gongji.Tests.Support;

namespace Gongji.LoadTests.Checking;

/// <summary>A journal of which no other process has a copy, so that it knows by itself whether a grain has an entry
/// after its last one. It may answer that for the store, as if nobody had asked.</summary>
sealed class CheckedStore(IJournalStore inner) : PassThroughStore(inner)
{
    readonly ConcurrentDictionary<GrainKey, long> _last = new();
    long _checks;

    /// <summary>Whether a grain that asks whether it is current is answered without reading.</summary>
    public bool IsSpared { get; set; }

    /// <summary>How often grains asked, since the last call.</summary>
    public long Take() => Interlocked.Exchange(ref _checks, 0);

    public override async Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop)
    {
        var conflicts = await base.Write(lane, batch, stop);
        foreach (var entry in batch.Entries)
        {
            _last[entry.Grain] = entry.Sequence;
        }
        return conflicts;
    }

    public override IAsyncEnumerable<Entry> Read(
        GrainKey grain, long from, long to, CancellationToken stop = default)
    {
        if (from != to || from <= _last.GetValueOrDefault(grain))
        {
            return base.Read(grain, from, to, stop);
        }
        Interlocked.Increment(ref _checks);
        return IsSpared ? AsyncEnumerable.Empty<Entry>() : base.Read(grain, from, to, stop);
    }
}
