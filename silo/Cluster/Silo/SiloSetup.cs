using Gongji.Journal.Entries;
using Gongji.Journal.Life;
using Gongji.Journal.Writing;
using Gongji.Policy.Areas;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Orleans.Storage;

namespace Gongji.Cluster;

/// <summary>Puts the ledger's grains into an Orleans silo.</summary>
static class SiloSetup
{
    /// <summary>Hosts grains over a journal, with membership and snapshots in the cluster's database.</summary>
    /// <param name="store">The journal; the silo does not dispose it.</param>
    /// <param name="time">The clock by which the ledger books.</param>
    public static void AddLedger(
        this ISiloBuilder silo, SiloOptions options, IJournalStore store, IPolicies policies, TimeProvider time)
    {
        silo.UseAdoNetClustering(database =>
            (database.Invariant, database.ConnectionString) = (ClusterSetup.Driver, options.Cluster.Database));
        silo.AddAdoNetGrainStorage(GrainStorageSnapshots.Provider, database =>
        {
            (database.Invariant, database.ConnectionString) = (ClusterSetup.Driver, options.Cluster.Database);
            database.GrainStorageSerializer = new SnapshotFormat();
        });
        silo.Configure<SiloMessagingOptions>(calls => calls.ResponseTimeout = options.Cluster.AnswerWithin);
        silo.Configure<ClusterMembershipOptions>(alive =>
        {
            alive.ProbeTimeout = options.ProbeEvery;
            // Three of these after its last message a silo that stands still is declared dead.
            alive.MaxProbeTimeout = options.ProbeEvery * 1.5;
        });
        silo.Configure<GrainCollectionOptions>(idle =>
        {
            idle.CollectionAge = options.IdleFor;
            // Persons who were seen today are worth their memory until it is needed for others.
            idle.EnableActivationSheddingOnMemoryPressure = true;
        });
        // Grains are many and alike: by chance they are spread evenly, also over a silo that has just come.
        silo.Services.AddSingleton<PlacementStrategy, RandomPlacement>();
        silo.AddActivityPropagation();
        AddServices(silo.Services, options, store, policies, time);
    }

    static void AddServices(
        IServiceCollection services, SiloOptions options, IJournalStore store, IPolicies policies, TimeProvider time)
    {
        services.AddLedgerCalls(options.Cluster);
        services.AddSingleton<ISnapshots>(static s => new GrainStorageSnapshots(
            s.GetRequiredKeyedService<IGrainStorage>(GrainStorageSnapshots.Provider),
            s.GetRequiredService<ILogger<GrainStorageSnapshots>>()));
        services.AddSingleton(s => new Lanes(
            store, new JournalOptions(), TaskScheduler.Default, s.GetRequiredService<ISnapshots>()));
        services.AddSingleton(s => new SiloLedger(
            s.GetRequiredService<Lanes>(),
            new GrainPorts(s.GetRequiredService<IGrains>(), policies, time),
            s.GetRequiredService<ILogger<SiloLedger>>()));
        services.AddTransient<SiloActivation>();
        services.AddSingleton(_ => new SweepLease(options.Cluster));
        services.TryAddSingleton(options);
        services.AddHostedService<Sweeper>();
    }
}
