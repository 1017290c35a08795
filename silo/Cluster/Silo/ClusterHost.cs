using System.Net;
using Gongji.Identity;
using Gongji.Journal.Entries;
using Gongji.Journal.Postgres;
using Gongji.Policy.Areas;
using Gongji.Program.Logs;
using Gongji.Program.Serving;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Orleans.Dashboard;

namespace Gongji.Cluster;

/// <summary>One process of the cluster.</summary>
sealed class ClusterHost : IAsyncDisposable
{
    readonly WebApplication _web;
    readonly IJournalStore? _journal;

    ClusterHost(WebApplication web, IJournalStore? journal) => (_web, _journal) = (web, journal);

    /// <param name="vault">The identities; a gateway needs it.</param>
    /// <exception cref="UsageException">An address is taken, or open to others without a token.</exception>
    public static async Task<ClusterHost> Start(
        SiloOptions options,
        string urls,
        IPolicies policies,
        IdentityVault? vault,
        ILoggerFactory logs,
        CancellationToken stop)
    {
        options.Validate();
        await Prepare(options.Cluster.Database, stop);
        var journal = options.Roles.HasFlag(Roles.Silo)
            ? PostgresJournalStore.Over(options.Journals, options.LanesEach)
            : null;
        if (journal is not null)
        {
            await journal.Prepare(stop);
        }
        var host = new ClusterHost(Build(options, urls, policies, vault, journal, logs), journal);
        try
        {
            await GatewayWeb.Start(host._web, urls, stop);
            var log = logs.CreateLogger<ClusterHost>();
            SiloLog.Serving(log, options.Roles.ToString(), string.Join(' ', host._web.Urls));
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public Task WaitForShutdown(CancellationToken stop) => _web.WaitForShutdownAsync(stop);

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        if (_journal is not null)
        {
            await _journal.DisposeAsync();
        }
    }

    static async Task Prepare(string database, CancellationToken stop)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await PostgresSchema.ApplyCluster(source, stop);
    }

    static WebApplication Build(
        SiloOptions options,
        string urls,
        IPolicies policies,
        IdentityVault? vault,
        IJournalStore? journal,
        ILoggerFactory logs)
    {
        var gateway = GatewayWeb.OptionsOfEnvironment();
        var builder = GatewayWeb.Builder(urls, gateway, logs);
        AddHosting(builder.Services, options);
        if (journal is not null)
        {
            builder.UseOrleans(silo =>
            {
                silo.ConfigureEndpoints(
                    options.Address,
                    options.SiloPort,
                    options.CallPort,
                    listenOnAnyHostAddress: !IPAddress.IsLoopback(options.Address));
                silo.AddLedger(options, journal, policies, TimeProvider.System);
                if (options.Dashboard)
                {
                    silo.AddDashboard();
                }
            });
        }
        else
        {
            builder.Services.AddClusterGrains(options.Cluster);
            if (options.Dashboard)
            {
                builder.Services.AddOrleansClient(static client => client.AddDashboard());
            }
        }
        if (vault is not null)
        {
            builder.Services.AddSingleton(vault);
            builder.Services.AddGongjiGateway(gateway);
        }
        var web = builder.Build();
        Map(web, options, isGateway: vault is not null);
        return web;
    }

    static void Map(WebApplication web, SiloOptions options, bool isGateway)
    {
        if (!isGateway)
        {
            web.MapGongjiHealth();
            return;
        }
        web.MapGongjiGateway();
        if (options.Dashboard)
        {
            web.MapOrleansDashboard("/dashboard").ForOperators();
        }
    }

    static void AddHosting(IServiceCollection services, SiloOptions options)
    {
        services.AddSingleton(TimeProvider.System);
        services.TryAddSingleton(options);
        services.Configure<HostOptions>(static host => host.ShutdownTimeout = StopMax);
        // First of all services, so that it is the first to hear that the process stops.
        services.AddSingleton<Drain>();
        services.AddHostedService(static s => s.GetRequiredService<Drain>());
        services.AddHealthChecks().AddCheck<Drain>("drain", tags: [Health.Ready]);
        Telemetry.Add(services);
    }

    /// <summary>Longer than the slowest settlement and the saving of what is in memory.</summary>
    static readonly TimeSpan StopMax = TimeSpan.FromSeconds(60);
}
