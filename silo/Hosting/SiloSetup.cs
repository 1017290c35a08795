using System.Diagnostics.Metrics;
using Gongji.Client.Calls;
using Gongji.Client.Cluster;
using Gongji.Hosting.Activation;
using Gongji.Hosting.Alone;
using Gongji.Hosting.Leases;
using Gongji.Hosting.Notices;
using Gongji.Hosting.Options;
using Gongji.Hosting.Rules;
using Gongji.Hosting.Snapshots;
using Gongji.Hosting.Sweeping;
using Gongji.Hosting.Telemetry;
using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;
using Gongji.Journal.Writing;
using Gongji.Policy.Areas;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.GrainDirectory;
using Orleans.Runtime.GrainDirectory;
using Orleans.Runtime.Hosting;
using Orleans.Storage;

namespace Gongji.Hosting;

/// <summary>Puts the ledger's grains into an Orleans silo.</summary>
static class SiloSetup
{
    /// <summary>The name under which Orleans finds the one silo of a machine; nothing listens on it.</summary>
    const int PortOfOne = 11_111;

    /// <summary>A silo that is alone in its process, with snapshots beside the journal.</summary>
    /// <param name="store">The journal; the silo does not dispose it.</param>
    /// <param name="sealer">Seals what is written to it.</param>
    /// <param name="time">The clock by which the ledger books.</param>
    public static void AddLedgerAlone(
        this ISiloBuilder silo,
        HostingOptions options,
        AskAgainOptions asking,
        IJournalStore store,
        Sealer sealer,
        IPolicies policies,
        TimeProvider time)
    {
        silo.UseLocalhostClustering(PortOfOne, gatewayPort: 0);
        NoDoor.Close(silo.Services);
        silo.Services.AddSingleton<AllHere>();
        silo.Services.AddSingleton<IGrainDirectoryCache>(static s => s.GetRequiredService<AllHere>());
        silo.AddGrainDirectory(
            GrainDirectoryAttribute.DEFAULT_GRAIN_DIRECTORY, static (s, _) => s.GetRequiredService<AllHere>());
        silo.Services.AddSingleton<ILease, OnlySilo>();
        silo.Services.AddSingleton<ISnapshots>(_ => new SnapshotsInTurn(store));
        silo.Services.AddLedgerCalls(ClusterSetup.Service, asking);
        silo.Services.AddSingleton(sealer);
        AddLedger(silo, options, store, policies, time);
    }

    /// <summary>A silo of a cluster, with membership and snapshots in the cluster's database.</summary>
    /// <param name="store">The journal; the silo does not dispose it.</param>
    /// <param name="sealer">Seals what is written to it.</param>
    /// <param name="time">The clock by which the ledger books.</param>
    public static void AddLedgerInCluster(
        this ISiloBuilder silo,
        HostingOptions options,
        MemberOptions member,
        AskAgainOptions asking,
        IJournalStore store,
        Sealer sealer,
        IPolicies policies,
        TimeProvider time)
    {
        silo.UseAdoNetClustering(database =>
            (database.Invariant, database.ConnectionString) = (ClusterSetup.Driver, member.Cluster.Database));
        silo.AddAdoNetGrainStorage(GrainStorageSnapshots.Provider, database =>
        {
            (database.Invariant, database.ConnectionString) = (ClusterSetup.Driver, member.Cluster.Database);
            database.GrainStorageSerializer = new SnapshotFormat();
        });
        silo.Services.AddSingleton<ISnapshots>(static s => new SnapshotsInTurn(new GrainStorageSnapshots(
            s.GetRequiredKeyedService<IGrainStorage>(GrainStorageSnapshots.Provider),
            s.GetRequiredService<ILogger<GrainStorageSnapshots>>())));
        silo.Configure<SiloMessagingOptions>(calls =>
        {
            calls.ResponseTimeout = member.Cluster.Waits.AnswerWithin;
            calls.SystemResponseTimeout = options.LocateWithin;
        });
        silo.Configure<ConnectionOptions>(to => to.OpenConnectionTimeout = member.Cluster.Waits.ConnectWithin);
        silo.Configure<ClusterMembershipOptions>(alive =>
        {
            alive.ProbeTimeout = options.ProbeEvery;
            // As many of these after its last message a silo that stands still is declared dead.
            alive.MaxProbeTimeout = options.ProbeEvery;
            alive.NumMissedProbesLimit = HostingOptions.ProbesMissedMax;
            alive.IAmAliveTablePublishTimeout = options.AliveEvery;
            // Whoever has missed its writing is seen only in what was read.
            alive.TableRefreshTimeout = options.AliveEvery;
        });
        silo.Services.AddSingleton<ILease>(_ => new Lease(member.Cluster));
        silo.Services.AddLedgerCalls(member.Cluster.Name, asking);
        silo.Services.AddSingleton(sealer);
        AddLedger(silo, options, store, policies, time);
    }

    static void AddLedger(
        ISiloBuilder silo, HostingOptions options, IJournalStore store, IPolicies policies, TimeProvider time)
    {
        silo.Configure<GrainCollectionOptions>(idle =>
        {
            idle.CollectionAge = options.IdleFor;
            // Persons who were seen today are worth their memory until it is needed for others.
            idle.EnableActivationSheddingOnMemoryPressure = true;
        });
        silo.Configure<SiloMessagingOptions>(calls => calls.MaxEnqueuedRequestsHardLimit = options.CallsEachMax);
        silo.Configure<LoadSheddingOptions>(shed =>
        {
            shed.LoadSheddingEnabled = true;
            // It is looked at once a second: a busy processor would refuse everything for as long.
            shed.CpuThreshold = 100;
            shed.MemoryThreshold = options.MemoryPercentMax;
        });
        // Grains are many and alike: by chance they are spread evenly, also over a silo that has just come.
        silo.Services.AddSingleton<PlacementStrategy, RandomPlacement>();
        silo.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Membership, new SinceStart());
        AddJournal(silo.Services, options, store, time);
        silo.Services.AddSingleton(s => new SiloLedger(
            s.GetRequiredService<Lanes>(),
            s.GetRequiredService<OrleansGrains>(),
            policies,
            time,
            s.GetRequiredService<ILogger<SiloLedger>>()));
        silo.Services.AddSingleton(s => new ActiveGrains(options.ActiveMax, s.GetRequiredService<IMeterFactory>()));
        silo.Services.AddTransient(typeof(LedgerActivation<>));
        silo.Services.AddSingleton(options);
        silo.Services.AddHostedService<RulesKeeper>();
        silo.Services.AddHostedService<Sweeper>();
        silo.Services.AddHostedService<ClockWatch>();
        if (options.Notices.To is not null)
        {
            silo.Services.AddSingleton<NoticeMetrics>();
            silo.Services.AddSingleton<NoticeReceiver>();
            silo.Services.AddHostedService(s => ActivatorUtilities.CreateInstance<Notifier>(s, store));
        }
        if (options.Dashboard)
        {
            silo.AddDashboard();
        }
        if (TelemetrySetup.HasCollector)
        {
            silo.AddActivityPropagation();
        }
    }

    static void AddJournal(
        IServiceCollection services, HostingOptions options, IJournalStore store, TimeProvider time)
    {
        services.AddSingleton<CommitLog>();
        services.AddSingleton(s => new Lanes(
            store,
            options.Journal,
            time,
            TaskScheduler.Default,
            s.GetRequiredService<Sealer>(),
            s.GetRequiredService<ISnapshots>(),
            s.GetRequiredService<CommitLog>()));
        services.AddSingleton<JournalWatch>();
        services.AddHostedService(static s => s.GetRequiredService<JournalWatch>());
    }
}
