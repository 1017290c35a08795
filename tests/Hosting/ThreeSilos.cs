using Gongji.Client.Calls;
using Gongji.Client.Cluster;
using Gongji.Hosting;
using Gongji.Hosting.Options;
using Gongji.Journal.Entries;
using Gongji.Journal.Postgres;
using Gongji.Tests.Support.Conformance;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.TestingHost;

namespace Gongji.Tests.Hosting;

/// <summary>Three silos over two journal databases, for all tests of a class. They start when the first test asks for
/// them, so not at all where all are skipped.</summary>
public sealed class ThreeSilos : IAsyncLifetime
{
    readonly ManualTime _time = new(new DateTimeOffset(2026, 5, 20, 4, 0, 0, TimeSpan.Zero));
    readonly List<IJournalStore> _stores = [];
    InProcessTestCluster? _cluster;
    int _tests;

    /// <summary>The journal, as an auditor reads it.</summary>
    public IJournalStore Journal { get; private set; } = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
        foreach (var store in _stores)
        {
            await store.DisposeAsync();
        }
    }

    /// <summary>The ledger, with names that no other test has.</summary>
    public async Task<TimedLedger> ForOneTest()
    {
        _cluster ??= await Start();
        return new Ledger(this, _cluster.Client.ServiceProvider.GetRequiredService<OrleansGrains>(), $".{++_tests}");
    }

    async Task<InProcessTestCluster> Start()
    {
        var database = await PostgresServer.NewDatabase();
        string[] journals = [await PostgresServer.NewDatabase(), await PostgresServer.NewDatabase()];
        await using (var source = NpgsqlDataSource.Create(database))
        {
            await PostgresSchema.ApplyCluster(source, CancellationToken.None);
        }
        Journal = await Open(new ClusterJournalStore(PostgresJournalStore.Over(journals, TestLedger.Clock), database));
        var member = new MemberOptions { Cluster = new ClusterOptions { Database = database } };
        var builder = new InProcessTestClusterBuilder(3);
        (builder.Options.ClusterId, builder.Options.ServiceId) = (member.Cluster.Name, ClusterSetup.Service);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            var store = Open(PostgresJournalStore.Over(journals, TestLedger.Clock)).GetAwaiter().GetResult();
            silo.AddLedgerInCluster(
                new HostingOptions(),
                member,
                new AskAgainOptions(),
                store,
                TestSeals.Sealer,
                TestLedger.Policies,
                _time);
        });
        builder.ConfigureClient(client => client.Services.AddLedgerCalls(
            member.Cluster.Name, new AskAgainOptions()));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }

    async Task<IJournalStore> Open(IJournalStore store)
    {
        lock (_stores)
        {
            _stores.Add(store);
        }
        await store.Prepare(CancellationToken.None);
        return store;
    }

    sealed class Ledger(ThreeSilos cluster, IGrains grains, string scope) : TimedLedger(scope)
    {
        public override IGrains Grains => grains;

        public override TimeProvider Time => cluster._time;

        public override Task ForgetAll() => cluster._cluster!.Client
            .GetGrain<IManagementGrain>(0)
            .ForceActivationCollection(TimeSpan.Zero);

        public override Task Pass(TimeSpan much)
        {
            cluster._time.Pass(much);
            return Task.CompletedTask;
        }

        public override Task Sweep() => Sweeps.Once(cluster.Journal, grains, Time);
    }
}
