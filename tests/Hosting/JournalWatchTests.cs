using System.Diagnostics.Metrics;
using Gongji.Client.Calls;
using Gongji.Client.Cluster;
using Gongji.Hosting;
using Gongji.Hosting.Options;
using Gongji.Hosting.Telemetry;
using Gongji.Journal.Entries;
using Gongji.Journal.Split;
using Gongji.Journal.Writing;
using Gongji.People;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gongji.Tests.Hosting;

/// <summary>What a silo says while its journal can't be written.</summary>
public sealed class JournalWatchTests
{
    /// <summary>The numbers of the lines that say so.</summary>
    const int CommitsFailed = 313, JournalClosed = 314;

    static readonly PersonNo Someone = PersonNo.Of("P1");

    [Fact]
    public async Task A_silo_whose_journal_can_t_be_written_is_not_ready_and_refuses_at_once()
    {
        await using var kept = new MemoryJournalStore();
        await using var store = new FullStore(kept);
        using var lines = new Lines();
        using var silo = await Start(store, lines);
        var before = await HealthOf(silo);
        store.IsFull = true;

        await silo.Services.GetRequiredService<Lanes>().Check();
        var refused = await Record.ExceptionAsync(() => Enrol(silo));

        Assert.Equal(HealthStatus.Healthy, before);
        Assert.Equal(HealthStatus.Unhealthy, await HealthOf(silo));
        Assert.IsType<OverloadedException>(refused);
        Assert.False(await kept.ReadByGrain().AnyAsync(static placed => placed.Entry.Grain.Kind != GrainKind.Policy));
        Assert.Contains(JournalClosed, lines.Events);
        await silo.StopAsync();
    }

    [Fact]
    public async Task Of_databases_one_that_can_be_written_is_enough_to_be_ready()
    {
        await using var store = new FullStore(new MemoryJournalStore());
        await using var split = new SplitJournalStore([new MemoryJournalStore(), store]);
        using var silo = await Start(split, new Lines());
        store.IsFull = true;

        await silo.Services.GetRequiredService<Lanes>().Check();

        Assert.Equal([true, false], silo.Services.GetRequiredService<Lanes>().Writable);
        Assert.Equal(HealthStatus.Healthy, await HealthOf(silo));
        await silo.StopAsync();
    }

    [Fact]
    public void Every_commit_that_fails_is_counted_and_a_burst_of_them_is_a_line_now_and_then()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 5, 20, 4, 0, 0, TimeSpan.Zero));
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var counted = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => counted += count);
        listener.Start();
        using var lines = new Lines();
        using var logs = LoggerFactory.Create(to => to.AddProvider(lines));
        var log = new CommitLog(time, meters, logs.CreateLogger<CommitLog>());

        log.Failed(0, 3, new IOException("full"));
        log.Failed(0, 4, new IOException("full"));
        log.Failed(1, 7, new IOException("away"));
        time.Pass(TimeSpan.FromSeconds(10));
        log.Failed(0, 5, new IOException("full"));

        Assert.Equal(4, counted);
        Assert.Equal([CommitsFailed, CommitsFailed, CommitsFailed], lines.Events);
        Assert.Contains("2 commits of 9 entries failed in database 0", lines.All, StringComparison.Ordinal);
    }

    static async Task<IHost> Start(IJournalStore store, Lines lines)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(lines);
        builder.UseOrleans(silo => silo.AddLedgerAlone(
            new HostingOptions(),
            new AskAgainOptions(),
            store,
            TestSeals.Sealer,
            TestLedger.Policies,
            TestLedger.Clock));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    static async Task<HealthStatus> HealthOf(IHost silo) =>
        (await silo.Services.GetRequiredService<JournalWatch>().CheckHealthAsync(new HealthCheckContext())).Status;

    static Task<Answer<Confirmation>> Enrol(IHost silo) =>
        silo.Services.GetRequiredService<OrleansGrains>().Person(Someone).Enrol(new Enrol(
            Operation.Of(OperationId.Of("1"), ""), LedgerWords.InsuranceOf(), ""));

    /// <summary>A store whose disk is full, or not.</summary>
    sealed class FullStore(IJournalStore inner) : PassThroughStore(inner)
    {
        public bool IsFull { get; set; }

        public override Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop) =>
            IsFull ? throw new IOException("the disk is full") : base.Write(lane, batch, stop);

        public override Task MoveCursor(string follower, JournalPosition to, CancellationToken stop) =>
            IsFull ? throw new IOException("the disk is full") : base.MoveCursor(follower, to, stop);
    }
}
