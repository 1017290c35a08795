using System.Diagnostics.Metrics;
using Gongji.Journal.Writing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Gongji.Hosting;

/// <summary>Finds out now and then whether the journal can be written, also while nobody books, and says that this
/// process is not ready while it can't be.</summary>
/// <remarks>Of a journal that is split one database alone is no reason to send nobody here: what lies in the others can
/// be booked, and what does not is refused at once.</remarks>
sealed class JournalWatch : BackgroundService, IHealthCheck
{
    /// <summary>Whoever serves a journal touches it so often, at least.</summary>
    public static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(10);

    static readonly TimeSpan Every = SeenWithin / 2;

    readonly Lanes _lanes;
    readonly TimeProvider _time;

    public JournalWatch(Lanes lanes, TimeProvider time, IMeterFactory meters)
    {
        (_lanes, _time) = (lanes, time);
        meters.Create("Gongji.Hosting").CreateObservableGauge<int>(
            "gongji.journal.writable",
            () => lanes.Writable.Select(static (isOpen, database) => new Measurement<int>(
                isOpen ? 1 : 0, new KeyValuePair<string, object?>("database", database))),
            description: "Whether a database of the journal takes entries.");
    }

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_lanes.Writable.Any(static isOpen => isOpen)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("the journal can't be written"));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, _time);
        do
        {
            await _lanes.Check();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
