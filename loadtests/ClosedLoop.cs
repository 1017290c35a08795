using System.Diagnostics;

namespace Gongji.LoadTests;

/// <summary>How long a load runs, and how hard.</summary>
sealed record LoopOptions(int Callers, int WarmUp, int Seconds, int Seed);

/// <summary>What the callers of a load saw.</summary>
/// <param name="Refused">Answers that were no receipt; their latencies are not counted.</param>
sealed record Answered(TimeSpan Elapsed, Histogram Latency, long Refused)
{
    public double PerSecond => Latency.Count / Elapsed.TotalSeconds;
}

/// <summary>A closed loop: so many callers, each of which asks again when it has its answer.</summary>
sealed class ClosedLoop(LoopOptions options)
{
    volatile bool _counting;
    volatile bool _ended;
    long _refused;

    /// <param name="ask">Asks once; false when the answer was no receipt.</param>
    /// <param name="begin">Called when counting begins.</param>
    /// <param name="end">Called when counting ends, while all callers still ask.</param>
    public async Task<Answered> Run(Func<Random, Task<bool>> ask, Action begin, Action end)
    {
        Histogram[] latencies = [.. Enumerable.Range(0, options.Callers).Select(static _ => new Histogram())];
        var callers = latencies.Select((latency, n) => Task.Run(() =>
            Call(ask, new Random(options.Seed + n), latency))).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(options.WarmUp));

        begin();
        var began = Stopwatch.GetTimestamp();
        _counting = true;
        await Task.Delay(TimeSpan.FromSeconds(options.Seconds));
        _counting = false;
        var elapsed = Stopwatch.GetElapsedTime(began);
        end();

        _ended = true;
        await Task.WhenAll(callers);
        var all = new Histogram();
        Array.ForEach(latencies, all.Add);
        return new Answered(elapsed, all, _refused);
    }

    async Task Call(Func<Random, Task<bool>> ask, Random random, Histogram latency)
    {
        while (!_ended)
        {
            var began = Stopwatch.GetTimestamp();
            if (!await ask(random))
            {
                Interlocked.Increment(ref _refused);
            }
            else if (_counting)
            {
                latency.Add(Stopwatch.GetElapsedTime(began));
            }
        }
    }
}
