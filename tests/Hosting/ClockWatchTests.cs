using System.Diagnostics.Metrics;
using Gongji.Hosting.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gongji.Tests.Hosting;

public sealed class ClockWatchTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.9, 0)]
    [InlineData(1, 1)]
    [InlineData(-3600, 1)]
    public void A_clock_that_is_set_by_a_second_or_more_is_counted_once(double seconds, long counted)
    {
        var time = new ManualTime(new DateTimeOffset(2026, 5, 20, 4, 0, 0, TimeSpan.Zero));
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var seen = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => seen += count);
        listener.Start();
        using var watch = new ClockWatch(time, meters, NullLogger<ClockWatch>.Instance);

        time.Pass(TimeSpan.FromSeconds(5));
        watch.Look();
        time.Jump(TimeSpan.FromSeconds(seconds));
        time.Pass(TimeSpan.FromSeconds(5));
        watch.Look();
        time.Pass(TimeSpan.FromSeconds(5));
        watch.Look();

        Assert.Equal(counted, seen);
    }
}
