using System.Diagnostics;
using Gongji.Journal.Entries;
using Gongji.Tests.Support;

namespace Gongji.LoadTests.Measuring;

/// <summary>Counts what a journal's commits take.</summary>
sealed class MeasuredStore(IJournalStore inner) : PassThroughStore(inner)
{
    long _commits;
    long _entries;
    long _ticks;

    /// <summary>Commits, entries and the time that commits took together, since the last call.</summary>
    public (long Commits, long Entries, TimeSpan Time) Take() => (
        Interlocked.Exchange(ref _commits, 0),
        Interlocked.Exchange(ref _entries, 0),
        Stopwatch.GetElapsedTime(0, Interlocked.Exchange(ref _ticks, 0)));

    public override async Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop)
    {
        var began = Stopwatch.GetTimestamp();
        var conflicts = await base.Write(lane, batch, stop);
        Interlocked.Add(ref _ticks, Stopwatch.GetTimestamp() - began);
        Interlocked.Add(ref _entries, batch.Entries.Count);
        Interlocked.Increment(ref _commits);
        return conflicts;
    }
}
