using Gongji.Client;
using Gongji.Journal.Codec;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Gongji.Cluster;

/// <summary>Lets a program call the ledger's grains in a cluster.</summary>
public static class ClusterSetup
{
    /// <summary>By which name Orleans' ADO.NET providers load the driver of PostgreSQL.</summary>
    internal const string Driver = "Npgsql";

    /// <summary>Adds <see cref="IGrains"/> and <see cref="LedgerClient"/>, connected to a cluster, to an application
    /// that brings a <see cref="TimeProvider"/>. The connection is made when the host starts; it is tried again until
    /// there is a silo.</summary>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is wrong.</exception>
    public static IServiceCollection AddGongjiCluster(
        this IServiceCollection services, ClusterOptions options, LedgerClientOptions? retry = null)
    {
        var asking = retry ?? new LedgerClientOptions();
        asking.Validate();
        services.AddClusterGrains(options);
        services.AddSingleton(s => new LedgerClient(
            s.GetRequiredService<IGrains>(), s.GetRequiredService<TimeProvider>(), asking));
        return services;
    }

    /// <summary>Adds <see cref="IGrains"/>, connected to a cluster.</summary>
    internal static void AddClusterGrains(this IServiceCollection services, ClusterOptions options)
    {
        options.Validate();
        services.AddOrleansClient(client =>
        {
            client.UseAdoNetClustering(database =>
                (database.Invariant, database.ConnectionString) = (Driver, options.Database));
            client.UseConnectionRetryFilter<AskUntilThere>();
            client.Services.AddLedgerCalls(options);
            client.Configure<ClientMessagingOptions>(calls => calls.ResponseTimeout = options.AnswerWithin);
            client.Configure<GatewayOptions>(static gateway => gateway.GatewayListRefreshPeriod = Refresh);
        });
    }

    /// <summary>What every process of a cluster has: the codec, the ledger's words for failures, and the
    /// grains.</summary>
    internal static void AddLedgerCalls(this IServiceCollection services, ClusterOptions options)
    {
        services.Configure<Orleans.Configuration.ClusterOptions>(cluster =>
            (cluster.ClusterId, cluster.ServiceId) = (options.Name, KeptSnapshot.Service));
        services.AddSingleton<LedgerCodec>();
        services.AddSingleton<IGeneralizedCodec>(static s => s.GetRequiredService<LedgerCodec>());
        services.AddSingleton<IGeneralizedCopier>(static s => s.GetRequiredService<LedgerCodec>());
        services.AddSingleton<ITypeFilter>(static s => s.GetRequiredService<LedgerCodec>());
        services.Configure<ExceptionSerializationOptions>(static faults =>
            faults.SupportedNamespacePrefixes.Add(nameof(Gongji)));
        services.AddSingleton<IOutgoingGrainCallFilter, CallFaults>();
        services.AddSingleton<IGrains>(static s => new ClusterGrains(s.GetRequiredService<IGrainFactory>()));
    }

    /// <summary>How often a caller looks for silos that came or went.</summary>
    static readonly TimeSpan Refresh = TimeSpan.FromSeconds(5);
}
