using Gongji.Hosting.Activation;
using Gongji.Hosting.Leases;
using Gongji.Hosting.Options;
using Gongji.Hosting.Telemetry;
using Gongji.Journal.Life;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gongji.Hosting.Sweeping;

/// <summary>Wakes grains with work to finish: those of each database in one silo of the cluster at a time, and whatever
/// the other databases do.</summary>
sealed class Sweeper : BackgroundService
{
    readonly HostingOptions _options;
    readonly ILease _lease;
    readonly TimeProvider _time;
    readonly ILogger<Sweeper> _log;
    readonly DatabaseSweep[] _sweeps;
    readonly bool[] _has;

    public Sweeper(
        HostingOptions options, ILease lease, SiloLedger ledger, TimeProvider time, ILogger<Sweeper> log)
    {
        (_options, _lease, _time, _log) = (options, lease, time, log);
        _sweeps = [.. Enumerable.Range(0, ledger.Lanes.Store.Databases).Select(database => new DatabaseSweep(
            ledger.Lanes.Store, ledger.Grains, database, time, Failed))];
        _has = new bool[_sweeps.Length];
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_sweeps.Select((_, database) => _lease.Leave(NameOf(database), cancellationToken)));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_sweeps.Select((_, database) => SweepAlways(database, stoppingToken)));

    /// <summary>Wakes all who have work in a database, while that is this silo's to do.</summary>
    internal async Task SweepIfOurs(int database, CancellationToken stop)
    {
        while (await IsOurs(database, stop) && await _sweeps[database].Next(stop))
        {
            // The next page, if it still is.
        }
    }

    /// <summary>The name under which silos know who does it.</summary>
    static string NameOf(int database) => $"sweep/{database}";

    /// <summary>Begins at once: whoever starts after a crash may be the only one that knows of nothing.</summary>
    async Task SweepAlways(int database, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(_options.SweepEvery, _time);
        do
        {
            try
            {
                await SweepIfOurs(database, stop);
            }
            catch (Exception failed) when (!stop.IsCancellationRequested)
            {
                HostingLog.SweepFailed(_log, failed);
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    async Task<bool> IsOurs(int database, CancellationToken stop)
    {
        var had = _has[database];
        _has[database] = await _lease.Hold(NameOf(database), stop);
        if (_has[database] && !had)
        {
            HostingLog.Sweeping(_log, database);
        }
        return _has[database];
    }

    void Failed(GrainKey grain, Exception failed) => HostingLog.AttendFailed(_log, $"{grain.Kind?.Name()}", failed);
}
