using Gongji.Journal;
using Gongji.Journal.Life;

namespace Gongji.Cluster;

/// <summary>Wakes grains with work to finish, in one silo of the cluster at a time.</summary>
sealed class Sweeper(
    SiloOptions options, SweepLease lease, Lanes lanes, IGrains grains, TimeProvider time, ILogger<Sweeper> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.SweepEvery, time);
        var had = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var has = await lease.Hold(stoppingToken);
                if (has && !had)
                {
                    SiloLog.Sweeping(log);
                }
                if (has)
                {
                    await Sweeping.Once(lanes.Store, grains, options.SweepMax);
                }
                had = has;
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                SiloLog.SweepFailed(log, failed);
            }
        }
    }
}
