using System.Diagnostics;
using Gongji.LoadTests.Workload;

namespace Gongji.LoadTests;

/// <summary>What was measured.</summary>
/// <param name="Processor">Processor time of this process.</param>
sealed record Measured(
    Answered Answered,
    TimeSpan Processor,
    long AllocatedBytes,
    int Collections,
    (long Commits, long Entries, TimeSpan Time) Journal);

/// <summary>Settles bills of a town in a closed loop, and counts what this process and the journal do for it.</summary>
sealed class Runner(Town town, MeasuredStore store, LoadOptions options)
{
    public async Task<Measured> Run()
    {
        var choice = new Choice(town.Patients, options.Zipf);
        var loop = new ClosedLoop(new LoopOptions(options.Callers, options.WarmUp, options.Seconds, options.Seed));
        (TimeSpan Processor, long Allocated, int Collections) before = default, after = default;
        (long Commits, long Entries, TimeSpan Time) journal = default;
        var answered = await loop.Run(
            async random => !(await town.Settle(choice.Next(random), random)).IsRefused,
            () =>
            {
                store.Take();
                before = Used();
            },
            () => (after, journal) = (Used(), store.Take()));
        return new Measured(
            answered,
            after.Processor - before.Processor,
            after.Allocated - before.Allocated,
            after.Collections - before.Collections,
            journal);
    }

    static (TimeSpan Processor, long Allocated, int Collections) Used()
    {
        using var process = Process.GetCurrentProcess();
        return (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(), GC.CollectionCount(0));
    }
}
