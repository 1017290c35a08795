using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gongji.Hosting.Telemetry;

/// <summary>Sees when the clock is set: the time that it tells went on by more or less than the time that passed. A
/// clock that is led slowly to the right time does not jump.</summary>
sealed class ClockWatch(TimeProvider time, IMeterFactory meters, ILogger<ClockWatch> log) : BackgroundService
{
    /// <summary>Less is what two readings, one after the other, can differ by on a busy machine.</summary>
    static readonly TimeSpan JumpMin = TimeSpan.FromSeconds(1);

    static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    readonly Counter<long> _counted = meters.Create("Gongji.Hosting").CreateCounter<long>(
        "gongji.clock.jumps", "{jump}", "How often the clock of this machine was set by a second or more.");

    DateTimeOffset _told = time.GetUtcNow();
    long _stamp = time.GetTimestamp();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Look();
        }
    }

    /// <summary>Compares what the clock tells with what has passed since it was looked at last.</summary>
    internal void Look()
    {
        var (told, stamp) = (time.GetUtcNow(), time.GetTimestamp());
        var jump = told - _told - time.GetElapsedTime(_stamp, stamp);
        (_told, _stamp) = (told, stamp);
        if (jump.Duration() >= JumpMin)
        {
            _counted.Add(1);
            HostingLog.ClockJumped(log, jump.TotalSeconds);
        }
    }
}
