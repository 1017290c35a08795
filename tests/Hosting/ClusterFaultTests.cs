using System.Globalization;
using Gongji.Journal.Codec;
using Gongji.Journal.Postgres;
using Gongji.Ledger.People.Patient;
using Gongji.Proof.Proving;
using Xunit.Abstractions;

namespace Gongji.Tests.Hosting;

/// <summary>Three silos and two gateways as processes, under the load of pharmacies that never stops.</summary>
public sealed class ClusterFaultTests(ITestOutputHelper output)
{
    const int Customers = 48;
    const int Kills = 10;
    const int StopsMax = 5;

    /// <summary>What no caller of any grain may have to wait for longer.</summary>
    static readonly TimeSpan RefusedMax = TimeSpan.FromSeconds(30);

    /// <summary>Five processes that compile as they go, on processors that may have more to do.</summary>
    static readonly TimeSpan WarmMax = TimeSpan.FromMinutes(2);

    readonly ClusterProcess[] _silos = new ClusterProcess[3];
    readonly ClusterProcess[] _gateways = new ClusterProcess[2];
    TestedCluster _cluster = null!;
    PharmacyLoad _load = null!;

    [PostgresFact]
    public Task A_silo_that_is_killed_ten_times_loses_and_doubles_nothing_and_is_soon_done_without() =>
        UnderLoad(KillTenTimes);

    [PostgresFact]
    public Task A_silo_that_stood_still_until_it_was_given_up_writes_nothing_any_more() =>
        UnderLoad(StandStillAndGoOn);

    [PostgresFact]
    public Task Processes_that_are_told_to_stop_end_well_one_after_the_other_and_nobody_waits_for_long() =>
        UnderLoad(StopOneAfterTheOther);

    Task UnderLoad(Func<Task> test) => TestedCluster.Run(PostgresServer.NewDatabase, [], async cluster =>
    {
        _cluster = cluster;
        var started = await cluster.Start("silo", "silo", "silo", "gateway");
        started[..3].CopyTo(_silos, 0);
        // The first one makes the keys.
        (_gateways[0], _gateways[1]) = (started[3], await cluster.Start("gateway"));
        await Samples.Import(_gateways[0].Address);
        _load = new PharmacyLoad([.. _gateways.Select(gateway => gateway.Address)], Samples.Purchases(Customers));
        await _load.EachIsServed(WarmMax);
        await test();
    });

    async Task KillTenTimes()
    {
        var random = Seeded();
        var recoveries = new List<TimeSpan>();

        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(2_000));
            var victim = random.Next(_silos.Length);
            _silos[victim].Kill();
            await _silos[victim].Ended();
            var again = _cluster.Keep(_silos[victim].StartAgain());
            recoveries.Add(await _load.EachIsServed(RefusedMax));
            _silos[victim] = await again;
        }
        await _load.Stop();

        output.WriteLine($"served again after {string.Join(' ', recoveries.Select(Seconds))} s");
        output.WriteLine($"{_load.Acknowledged.Count} purchases, the longest took {Seconds(_load.LongestWait)} s");
        Assert.True(_load.LongestWait < RefusedMax, $"{_load.LongestWait}");
        await Audit();
    }

    async Task StandStillAndGoOn()
    {
        var random = Seeded();
        var fenced = 0;

        // A silo that stood still with nothing under way has nothing to write.
        for (var stop = 0; stop < StopsMax && fenced == 0; stop++)
        {
            fenced = await StandStill(random.Next(_silos.Length));
        }
        await _load.Stop();

        Assert.True(_load.LongestWait < RefusedMax, $"{_load.LongestWait}");
        Assert.True(fenced > 0, "no activation of a silo that stood still tried to write");
        await Audit();
    }

    async Task StopOneAfterTheOther()
    {
        foreach (var n in Enumerable.Range(0, _silos.Length))
        {
            Assert.Equal(0, await _silos[n].Terminate());
            _silos[n] = await _cluster.Keep(_silos[n].StartAgain());
        }
        await _load.EachIsServed(RefusedMax);
        await _load.Stop();

        output.WriteLine($"{_load.Acknowledged.Count} purchases, the longest took {Seconds(_load.LongestWait)} s");
        Assert.True(_load.LongestWait < TimeSpan.FromSeconds(15), $"{_load.LongestWait}");
        Assert.Equal(0, await _gateways[0].Terminate());
        await Audit();
    }

    /// <summary>Stops a silo until the others have given it up, and lets it go on.</summary>
    /// <returns>Activations of it that lost to those of the others at the journal.</returns>
    async Task<int> StandStill(int silo)
    {
        var stale = _silos[silo];
        stale.Signal("STOP");
        await Task.WhenAny(_silos.Except([stale]).Select(static other => other.Says("Evicting", RefusedMax))).Unwrap();
        var without = await _load.EachIsServed(RefusedMax);
        stale.Signal("CONT");
        await stale.Ended();
        // It ended by itself, and so that a supervisor starts it again.
        Assert.NotEqual(0, await stale.Terminate());
        await _load.EachIsServed(RefusedMax);

        var fenced = stale.Said("another activation of the grain wrote to its journal");
        output.WriteLine($"served without it after {Seconds(without)} s; {fenced} of its activations were fenced");
        _silos[silo] = await _cluster.Keep(stale.StartAgain());
        return fenced;
    }

    /// <summary>When all silos have ended, nothing is under way that the journal is not read past.</summary>
    async Task Audit()
    {
        await Task.WhenAll(_silos.Select(static silo => silo.Terminate()));
        await using var journal = new ClusterJournalStore(
            PostgresJournalStore.Over(_cluster.Place.Journals, TestLedger.Clock), _cluster.Place.Database);
        var booked = new HashSet<string>();
        var twice = new List<string>();
        await foreach (var (_, entry) in journal.ReadByGrain())
        {
            if (entry.Kind == EventKinds.Of<Settled>() && !booked.Add(entry.Operation!))
            {
                twice.Add(entry.Operation!);
            }
        }

        Assert.Empty(twice);
        Assert.NotEmpty(_load.Acknowledged);
        Assert.Empty(_load.Acknowledged.Keys.Except(booked));
        var report = (await Prover.ProveAll(journal, TimeProvider.System, null, CancellationToken.None)).Report;
        output.WriteLine($"{report.Entries} entries, {report.SnapshotsCompared} snapshots compared");
        Assert.Empty(report.Findings);
    }

    Random Seeded()
    {
        var seed = Environment.TickCount;
        output.WriteLine("seed " + seed.ToString(CultureInfo.InvariantCulture));
        return new Random(seed);
    }

    static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
}
