using System.Diagnostics;

namespace Gongji.Tests.Simulation;

/// <summary>Hands out seeds to threads, one after the other, until the time is over or one fails; then those that are
/// smaller are still run to their end. Runs share nothing but what never changes.</summary>
sealed class Seeds(ulong first, ulong last, TimeSpan time)
{
    readonly Lock _lock = new();
    readonly Stopwatch _clock = Stopwatch.StartNew();
    ulong _next = first;

    /// <summary>Of all that ended without a failure.</summary>
    public Totals Totals { get; } = new();

    /// <summary>The smallest seed that failed, and how; null when none did.</summary>
    public (ulong Seed, string Failure)? Failed { get; private set; }

    public void Work()
    {
        while (Take() is { } seed)
        {
            var run = new Run(seed);
            var failure = FailureOf(run, out var totals);
            lock (_lock)
            {
                if (totals is not null)
                {
                    Totals.Add(totals);
                }
                else if (!(Failed?.Seed < seed))
                {
                    Failed = (seed, failure!);
                }
            }
        }
    }

    /// <summary>What a run ends with; null when nothing fails.</summary>
    public static string? FailureOf(Run run) => FailureOf(run, out _);

    static string? FailureOf(Run run, out Totals? totals)
    {
        totals = null;
        try
        {
            totals = run.Go();
            return null;
        }
        catch (Exception exception)
        {
            return exception.Message;
        }
    }

    ulong? Take()
    {
        lock (_lock)
        {
            return Failed is null && _next <= last && _clock.Elapsed < time ? _next++ : null;
        }
    }
}
