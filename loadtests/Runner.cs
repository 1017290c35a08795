using System.Diagnostics;
using Gongji.LoadTests.Workload;

namespace Gongji.LoadTests;

/// <summary>What was measured.</summary>
/// <param name="Refused">Answers that were no receipt; their latencies are not counted.</param>
/// <param name="Processor">Processor time of this process.</param>
sealed record Measured(
    TimeSpan Elapsed,
    Histogram Latency,
    long Refused,
    TimeSpan Processor,
    long AllocatedBytes,
    int Collections,
    (long Commits, long Entries, TimeSpan Time) Journal)
{
    public double PerSecond => Latency.Count / Elapsed.TotalSeconds;
}

/// <summary>A closed loop: so many callers, each of which asks again when it has its answer.</summary>
sealed class Runner(Town town, MeasuredStore store, LoadOptions options)
{
    volatile bool _counting;
    volatile bool _ended;
    long _refused;

    public async Task<Measured> Run()
    {
        var choice = new Choice(town.Patients, options.Zipf);
        Histogram[] latencies = [.. Enumerable.Range(0, options.Callers).Select(static _ => new Histogram())];
        var callers = latencies.Select((latency, n) => Task.Run(() =>
            Call(choice, new Random(options.Seed + n), latency))).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(options.WarmUp));

        store.Take();
        var (processor, allocated, collections) = Used();
        var began = Stopwatch.GetTimestamp();
        _counting = true;
        await Task.Delay(TimeSpan.FromSeconds(options.Seconds));
        _counting = false;
        var elapsed = Stopwatch.GetElapsedTime(began);
        var (processorAfter, allocatedAfter, collectionsAfter) = Used();
        var journal = store.Take();

        _ended = true;
        await Task.WhenAll(callers);
        var all = new Histogram();
        Array.ForEach(latencies, all.Add);
        return new Measured(
            elapsed,
            all,
            _refused,
            processorAfter - processor,
            allocatedAfter - allocated,
            collectionsAfter - collections,
            journal);
    }

    async Task Call(Choice choice, Random random, Histogram latency)
    {
        while (!_ended)
        {
            var patient = choice.Next(random);
            var began = Stopwatch.GetTimestamp();
            var answer = await town.Settle(patient, random);
            if (answer.IsRefused)
            {
                Interlocked.Increment(ref _refused);
            }
            else if (_counting)
            {
                latency.Add(Stopwatch.GetElapsedTime(began));
            }
        }
    }

    static (TimeSpan Processor, long Allocated, int Collections) Used()
    {
        using var process = Process.GetCurrentProcess();
        return (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(), GC.CollectionCount(0));
    }
}
