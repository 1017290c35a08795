using Gongji.Client.Calls;
using Gongji.Client.Cluster;
using Gongji.Hosting.Activation;
using Gongji.Hosting.Leases;
using Gongji.Hosting.Options;
using Gongji.Hosting.Sweeping;
using Gongji.Journal.Entries;
using Gongji.Journal.Postgres;
using Gongji.Journal.Writing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Gongji.Tests.Hosting;

/// <summary>One silo of the cluster works for all.</summary>
public sealed class LeaseTests : IAsyncLifetime
{
    NpgsqlDataSource _database = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.WhySkipped is null)
        {
            _database = NpgsqlDataSource.Create(await PostgresServer.NewDatabase());
            await PostgresSchema.ApplyCluster(_database, default);
        }
    }

    public async Task DisposeAsync() => await (_database?.DisposeAsync() ?? ValueTask.CompletedTask);

    [PostgresFact]
    public async Task One_silo_has_the_lease_until_it_no_longer_asks_for_it()
    {
        using var one = new Lease(Cluster("a"));
        using var other = new Lease(Cluster("a"));
        using var elsewhere = new Lease(Cluster("b"));

        Assert.True(await one.Hold("sweep", default));
        Assert.False(await other.Hold("sweep", default));
        Assert.True(await one.Hold("sweep", default));
        Assert.True(await elsewhere.Hold("sweep", default));
        Assert.True(await other.Hold("notices", default));

        await Expire();
        Assert.True(await other.Hold("sweep", default));
        Assert.False(await one.Hold("sweep", default));
    }

    [PostgresFact]
    public async Task A_silo_looks_for_open_work_only_while_it_has_the_lease()
    {
        await using var journal = new CountsSweeps();
        using var other = new Lease(Cluster("a"));
        using var ours = new Lease(Cluster("a"));
        using var sweeper = SweeperOf(ours, journal);

        await other.Hold("sweep/0", default);
        await sweeper.SweepIfOurs(0, default);
        var without = journal.Sweeps;
        await Expire();
        await sweeper.SweepIfOurs(0, default);

        Assert.Equal((0, 1), (without, journal.Sweeps));
    }

    [Fact]
    public async Task A_silo_that_starts_looks_at_once_for_work_that_was_forgotten()
    {
        await using var journal = new CountsSweeps();
        using var sweeper = SweeperOf(new OnlySilo(), journal, new ManualTime(DateTimeOffset.UnixEpoch));

        await sweeper.StartAsync(default);
        await journal.First.WaitAsync(TimeSpan.FromSeconds(30));
        await sweeper.StopAsync(default);

        Assert.Equal(1, journal.Sweeps);
    }

    [PostgresFact]
    public async Task A_silo_that_stops_leaves_its_work_to_the_next_at_once_and_takes_none_away_from_others()
    {
        await using var journal = new CountsSweeps();
        using var other = new Lease(Cluster("a"));
        using var ours = new Lease(Cluster("a"));
        using var sweeper = SweeperOf(ours, journal);
        await sweeper.SweepIfOurs(0, default);

        await other.Leave("sweep/0", default);
        var before = await other.Hold("sweep/0", default);
        await sweeper.StopAsync(default);
        var after = await other.Hold("sweep/0", default);

        Assert.Equal((false, true), (before, after));
    }

    [Fact]
    public async Task A_silo_stops_although_nobody_can_be_told_who_works_next()
    {
        var nowhere = new ClusterOptions { Database = "Host=127.0.0.1;Port=1;Database=none" };
        using var lease = new Lease(nowhere);

        await lease.Leave("sweep/0", default);

        await Assert.ThrowsAsync<NpgsqlException>(() => lease.Hold("sweep/0", default));
    }

    ClusterOptions Cluster(string name) => new() { Database = _database.ConnectionString, Name = name };

    static Sweeper SweeperOf(ILease lease, IJournalStore journal, TimeProvider? time = null) => new(
        new HostingOptions(),
        lease,
        new SiloLedger(
            new Lanes(journal, new JournalOptions(), TestLedger.Clock, TaskScheduler.Default, TestSeals.Sealer),
            new CalledGrains(new NoCalls()),
            TestLedger.Policies,
            TimeProvider.System,
            NullLogger<SiloLedger>.Instance),
        time ?? TimeProvider.System,
        NullLogger<Sweeper>.Instance);

    async Task Expire()
    {
        await using var expire = _database.CreateCommand("UPDATE lease SET until = now() - interval '1 second'");
        await expire.ExecuteNonQueryAsync();
    }

    sealed class CountsSweeps() : PassThroughStore(new MemoryJournalStore())
    {
        readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Sweeps { get; private set; }

        /// <summary>Completes when it was looked for work.</summary>
        public Task First => _first.Task;

        public override Task<IReadOnlyList<WorkMark>> OpenWork(
            int database, WorkMark? after, int limit, CancellationToken stop)
        {
            Sweeps++;
            _first.TrySetResult();
            return base.OpenWork(database, after, limit, stop);
        }
    }

    sealed class NoCalls : ICalls
    {
        public Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class =>
            throw new InvalidOperationException($"nothing is open, but {key} was woken");
    }
}
