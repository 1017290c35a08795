using Gongji.Journal.Life;
using Gongji.Journal.Writing;

namespace Gongji.Cluster;

/// <summary>Wakes grains with work to finish, in one silo of the cluster at a time.</summary>
sealed class Sweeper(
    SiloOptions options, SweepLease lease, Lanes lanes, IGrains grains, TimeProvider time, ILogger<Sweeper> log)
    : BackgroundService
{
    bool _has;

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
                SiloLog.SweepFailed(log, failed);
            }
        }
    }

    internal async Task SweepIfOurs(CancellationToken stop)
    {
        var had = _has;
        _has = await lease.Hold(stop);
        if (_has && !had)
        {
            SiloLog.Sweeping(log);
        }
        if (_has)
        {
            await Sweeping.Once(lanes.Store, grains, options.SweepMax);
        }
    }
}
