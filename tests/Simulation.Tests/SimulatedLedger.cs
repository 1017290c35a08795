using Gongji.Journal.Writing;
using Gongji.Tests.Simulation;
using Gongji.Tests.Support.Conformance;
using Gongji.Tests.Support.Mailbox;

namespace Gongji.Tests.SimulationTests;

/// <summary>Three simulated hosts without faults as a ledger that is to behave like every other. Grains leave memory
/// within a second, so a test meets them activated anew, from snapshots and without.</summary>
sealed class SimulatedLedger : TimedLedger
{
    readonly World _world;
    readonly Cluster _cluster;
    readonly Place _caller;
    readonly WorldTime _time;

    SimulatedLedger(ulong seed)
    {
        _world = new World(seed, new DateTimeOffset(2026, 6, 10, 4, 0, 0, TimeSpan.Zero));
        var faults = new Faults(_world.Dice, Omission.Nothing.Faults);
        _cluster = new Cluster(
            new Disk(_world, faults, databases: 2) { IsWatched = false },
            _world,
            faults,
            new JournalOptions { SnapshotEvery = _world.Dice.Between(1, 8) },
            new MailboxOptions { IdleFor = TimeSpan.Zero, CollectEvery = TimeSpan.FromSeconds(1) },
            hosts: 3);
        (_caller, _time) = (new Place(_world, "caller"), new WorldTime(_world));
        Grains = _cluster.GrainsFor(_caller, _time);
    }

    public override IGrains Grains { get; }

    public override TimeProvider Time => _time;

    /// <summary>Runs a test in the world of a seed, from one turn to the next until it ends.</summary>
    /// <returns>How many turns it took and when it ended.</returns>
    public static (long Steps, DateTimeOffset End) Run(ulong seed, Func<TimedLedger, Task> test)
    {
        var ledger = new SimulatedLedger(seed);
        ledger._world.RunUntil(ledger._caller.Run(() => test(ledger)), broken: static () => null);
        return (ledger._world.Steps, ledger._world.Now);
    }

    public override async Task ForgetAll()
    {
        await OnEveryHost(static host => host.Collect());
        Assert.All(_cluster.Hosts, static host => Assert.Equal(0, host.Host.Count));
    }

    public override Task Pass(TimeSpan much) => Task.Delay(much, _time);

    public override Task Sweep() => OnEveryHost(static host => host.Sweep());

    Task OnEveryHost(Func<MailboxHost, Task> act) =>
        Task.WhenAll(_cluster.Hosts.Select(host => host.Place.Run(() => act(host.Host))));
}
