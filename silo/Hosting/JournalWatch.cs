using System.Diagnostics.Metrics;
using Gongji.Hosting.Activation;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Gongji.Hosting;

/// <summary>Finds out now and then whether the journal can be written, also while nobody books, and says that this
/// process is not ready while it can't be.</summary>
/// <remarks>Of a journal that is split one database alone is no reason to send nobody here: what lies in the others can
/// be booked, and what does not is refused at once.</remarks>
sealed class JournalWatch : BackgroundService, IHealthCheck
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    readonly SiloLedger _ledger;
    readonly TimeProvider _time;

    public JournalWatch(SiloLedger ledger, TimeProvider time, IMeterFactory meters)
    {
        (_ledger, _time) = (ledger, time);
        meters.Create("Gongji.Hosting").CreateObservableGauge(
            "gongji.journal.writable",
            () => ledger.Lanes.Writable.Select(static (isOpen, database) => new Measurement<int>(
                isOpen ? 1 : 0, new KeyValuePair<string, object?>("database", database))),
            description: "Whether a database of the journal takes entries.");
    }

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_ledger.Lanes.Writable.Any(static isOpen => isOpen)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("the journal can't be written"));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await _ledger.Lanes.Check();
        }
    }
}
