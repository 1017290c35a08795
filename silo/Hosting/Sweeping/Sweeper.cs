using Gongji.Hosting.Activation;
using Gongji.Hosting.Leases;
using Gongji.Hosting.Options;
using Gongji.Hosting.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gongji.Hosting.Sweeping;

/// <summary>Wakes grains with work to finish, in one silo of the cluster at a time.</summary>
sealed class Sweeper(
    HostingOptions options, ILease lease, SiloLedger ledger, TimeProvider time, ILogger<Sweeper> log)
    : BackgroundService
{
    /// <summary>The name under which silos know who does it.</summary>
    const string Name = "sweep";

    bool _has;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await lease.Leave(Name, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.SweepEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepIfOurs(stoppingToken);
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                HostingLog.SweepFailed(log, failed);
            }
        }
    }

    internal async Task SweepIfOurs(CancellationToken stop)
    {
        var had = _has;
        _has = await lease.Hold(Name, stop);
        if (_has && !had)
        {
            HostingLog.Sweeping(log);
        }
        if (_has)
        {
            await Journal.Life.Sweeping.Once(ledger.Lanes.Store, ledger.Grains, options.SweepMax);
        }
    }
}
