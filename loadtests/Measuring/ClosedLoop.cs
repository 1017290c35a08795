using System.Diagnostics;

namespace Gongji.LoadTests.Measuring;

/// <summary>What the callers of a load saw.</summary>
/// <param name="Refused">Answers that were no receipt; their latencies are not counted.</param>
sealed record Answered(TimeSpan Elapsed, Latency Latency, long Refused)
{
    public double PerSecond => Latency.Count / Elapsed.TotalSeconds;
}

/// <summary>A closed loop: so many callers, each of which asks again when it has its answer.</summary>
sealed class ClosedLoop(LoopOptions options)
{
    readonly Latency _latency = new();
    volatile bool _counting;
    volatile bool _ended;
    long _refused;

    /// <param name="ask">Asks once; false when the answer was no receipt.</param>
    /// <param name="begin">Called when counting begins.</param>
    /// <param name="end">Called when counting ends, while all callers still ask.</param>
    public async Task<Answered> Run(Func<Random, Task<bool>> ask, Action begin, Action end)
    {
        var callers = Enumerable.Range(0, options.Callers)
            .Select(n => Task.Run(() => Call(ask, new Random(options.Seed + n))))
            .ToArray();
        await Task.Delay(options.WarmUp);

        begin();
        var began = Stopwatch.GetTimestamp();
        _counting = true;
        await Task.Delay(options.Counted);
        _counting = false;
        var elapsed = Stopwatch.GetElapsedTime(began);
        end();

        _ended = true;
        await Task.WhenAll(callers);
        return new Answered(elapsed, _latency, _refused);
    }

    async Task Call(Func<Random, Task<bool>> ask, Random random)
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
                _latency.Add(Stopwatch.GetElapsedTime(began));
            }
        }
    }
}
