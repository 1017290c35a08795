using Gongji.Client.Calls;
using Gongji.Client.Cluster;
using Gongji.Hosting;
using Gongji.Hosting.Options;
using Gongji.Journal.Entries;
using Gongji.Tests.Support.Conformance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gongji.Tests.Hosting;

/// <summary>The silo of a ledger of one machine, for all tests of a class. It starts when the first test asks for it,
/// so not at all where all are skipped.</summary>
public abstract class OneSilo : IAsyncLifetime
{
    readonly ManualTime _time = new(new DateTimeOffset(2026, 5, 20, 4, 0, 0, TimeSpan.Zero));
    IJournalStore? _store;
    IHost? _host;
    int _tests;

    public Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            _host.Dispose();
        }
        await (_store?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <summary>The ledger, with names that no other test has.</summary>
    public async Task<TimedLedger> ForOneTest()
    {
        _host ??= await Start();
        return new Ledger(this, _host.Services, $".{++_tests}");
    }

    protected abstract Task<IJournalStore> Connect();

    async Task<IHost> Start()
    {
        _store = await Connect();
        await _store.Prepare(CancellationToken.None);
        // Grains with three new entries leave a snapshot, the others nothing but their journal.
        var options = new HostingOptions { Journal = { SnapshotEvery = 3 } };
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo =>
            silo.AddLedgerAlone(options, new AskAgainOptions(), _store, TestSeals.Sealer, TestLedger.Policies, _time));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    sealed class Ledger(OneSilo silo, IServiceProvider services, string scope) : TimedLedger(scope)
    {
        public override IGrains Grains { get; } = services.GetRequiredService<OrleansGrains>();

        public override TimeProvider Time => silo._time;

        public override Task ForgetAll() => services.GetRequiredService<IGrainFactory>()
            .GetGrain<IManagementGrain>(0)
            .ForceActivationCollection(TimeSpan.Zero);

        public override Task Pass(TimeSpan much)
        {
            silo._time.Pass(much);
            return Task.CompletedTask;
        }

        public override Task Sweep() => Sweeps.Once(silo._store!, Grains, Time);
    }
}
