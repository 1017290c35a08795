using Gongji.Client.Calls;
using Gongji.Client.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;

namespace Gongji.Client.Cluster;

/// <summary>Lets a program call the ledger's grains.</summary>
public static class ClusterSetup
{
    /// <summary>By which name Orleans' ADO.NET providers load the driver of PostgreSQL.</summary>
    public const string Driver = "Npgsql";

    /// <summary>By which name silos and callers know one another's service.</summary>
    public const string Service = nameof(Gongji);

    /// <summary>Adds <see cref="IGrains"/>, connected to a cluster, to an application that brings a <see
    /// cref="TimeProvider"/>. The connection is made when the host starts; it is tried again until there is a silo.
    /// </summary>
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is wrong.</exception>
    public static IServiceCollection AddGongjiCluster(
        this IServiceCollection services, ClusterOptions options, AskAgainOptions? asking = null)
    {
        asking ??= new AskAgainOptions();
        options.Validate();
        options.Waits.Validate(asking);
        services.AddOrleansClient(client =>
        {
            client.UseAdoNetClustering(database =>
                (database.Invariant, database.ConnectionString) = (Driver, options.Database));
            client.UseConnectionRetryFilter<AskUntilThere>();
            client.Configure<ClientMessagingOptions>(calls => calls.ResponseTimeout = options.Waits.AnswerWithin);
            client.Configure<GatewayOptions>(gateway => gateway.GatewayListRefreshPeriod = options.Waits.LookEvery);
            client.Configure<ConnectionOptions>(to => to.OpenConnectionTimeout = options.Waits.ConnectWithin);
        });
        return services.AddLedgerCalls(options.Name, asking);
    }

    /// <summary>What every process that calls grains has: the wire, and <see cref="IGrains"/> for callers outside of
    /// grains.</summary>
    public static IServiceCollection AddLedgerCalls(
        this IServiceCollection services, string cluster, AskAgainOptions asking)
    {
        services.Configure<Orleans.Configuration.ClusterOptions>(names =>
            (names.ClusterId, names.ServiceId) = (cluster, Service));
        services.AddSingleton<ISpecializableCodec, IdCodecs>();
        services.Configure<ExceptionSerializationOptions>(static faults =>
            faults.SupportedNamespacePrefixes.Add(nameof(Gongji)));
        services.AddSingleton<IOutgoingGrainCallFilter, CallFaults>();
        services.AddSingleton<OrleansGrains>();
        services.AddSingleton<IGrains>(s => new CalledGrains(new AskAgain(
            s.GetRequiredService<OrleansGrains>(), s.GetRequiredService<TimeProvider>(), asking)));
        return services;
    }
}
