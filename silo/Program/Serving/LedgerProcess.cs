using System.Net;
using Gongji.Admin;
using Gongji.Border;
using Gongji.Client.Cluster;
using Gongji.Hosting;
using Gongji.Hosting.Heads;
using Gongji.Hosting.Options;
using Gongji.Hosting.Telemetry;
using Gongji.Identity;
using Gongji.Journal.Entries;
using Gongji.Journal.Postgres;
using Gongji.Journal.Sealing;
using Gongji.Journal.Writing;
using Gongji.Program.Logs;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Dashboard;

namespace Gongji.Program.Serving;

/// <summary>One process of the ledger: a silo, a gateway, or both.</summary>
sealed class LedgerProcess : IAsyncDisposable
{
    readonly IHost _host;
    readonly HostingOptions _options;
    readonly ILogger _log;
    bool _stopped;
    bool _leaves;

    LedgerProcess(IHost host, IJournalStore? journal, HostingOptions options, ILogger log) =>
        (_host, Journal, _options, _log) = (host, journal, options, log);

    /// <summary>The journal that this process writes; null when it hosts no grains.</summary>
    public IJournalStore? Journal { get; }

    /// <summary>The grains; a call whose outcome is unknown is made again.</summary>
    public IGrains Grains => _host.Services.GetRequiredService<IGrains>();

    public IdentityVault Vault => _host.Services.GetRequiredService<IdentityVault>();

    public IEnumerable<string> Urls => _host is WebApplication web ? web.Urls : [];

    /// <summary>Takes hold of the journal and starts to work.</summary>
    /// <exception cref="UsageException">There is no such ledger, or an address is taken, or open to others without a
    /// token.</exception>
    /// <exception cref="IOException">Another process has the journal.</exception>
    public static async Task<LedgerProcess> Start(ServePlan plan, ILoggerFactory logs, CancellationToken stop)
    {
        plan.Validate();
        var sealer = await Belonging.RequireToServe(plan.Place, plan.Roles, stop);
        if (plan.Member is { } member)
        {
            await using var source = NpgsqlDataSource.Create(member.Cluster.Database);
            await PostgresSchema.ApplyCluster(source, stop);
        }
        var journal = plan.Roles.HasFlag(Roles.Silo)
            ? plan.Place.Journal(plan.Silo.LanesEach, plan.Silo.ReadersEach)
            : null;
        try
        {
            if (journal is not null)
            {
                await journal.Prepare(stop);
                await EnsureKey(plan, journal, stop);
            }
            if (journal is not null && sealer is not null)
            {
                await HeadsElsewhere.Require(journal, sealer.Ledger, plan, logs.CreateLogger<LedgerProcess>(), stop);
            }
            return await Start(plan, journal, sealer, logs, stop);
        }
        catch
        {
            await (journal?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    /// <summary>Waits until it is told to stop, and has.</summary>
    /// <returns>False when it could not: Orleans goes on for minutes trying to tell the others, as when the database is
    /// away. Then the process leaves as it is, and disposing waits for nothing.</returns>
    public async Task<bool> WaitForShutdown(CancellationToken stop)
    {
        var stopped = _host.WaitForShutdownAsync(stop);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var lifetime = _host.Services.GetRequiredService<IHostApplicationLifetime>();
        await using var telling = lifetime.ApplicationStopping.Register(told.SetResult);
        await Task.WhenAny(stopped, told.Task);
        try
        {
            await stopped.WaitAsync(_options.StopWithin, TimeProvider.System, CancellationToken.None);
            _stopped = true;
            return true;
        }
        catch (TimeoutException)
        {
            ServerLog.LeftWithoutAWord(_log, _options.StopWithin);
            _leaves = true;
            return false;
        }
    }

    /// <summary>Ends what is under way, writes what is queued, and lets go of the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_leaves)
        {
            return;
        }
        if (!_stopped)
        {
            await _host.StopAsync();
        }
        await ((IAsyncDisposable)_host).DisposeAsync();
        if (Journal is not null)
        {
            await Journal.DisposeAsync();
        }
    }

    static async Task<LedgerProcess> Start(
        ServePlan plan, IJournalStore? journal, Sealer? sealer, ILoggerFactory logs, CancellationToken stop)
    {
        var host = Build(plan, journal, sealer, logs);
        try
        {
            await GatewayWeb.Start(host, plan.Urls, stop);
            if (journal is not null)
            {
                await EnsureKey(plan, journal, stop);
            }
            return new LedgerProcess(host, journal, plan.Silo, logs.CreateLogger<LedgerProcess>());
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }
    }

    /// <summary>Says that somebody is there who writes, then sees that the key has not been replaced meanwhile: whoever
    /// replaces it looks for such a word last of all.</summary>
    static async Task EnsureKey(ServePlan plan, IJournalStore journal, CancellationToken stop)
    {
        await Lanes.Touch(journal, stop);
        await Belonging.RequireToServe(plan.Place, plan.Roles, stop);
    }

    static IHost Build(ServePlan plan, IJournalStore? journal, Sealer? sealer, ILoggerFactory logs)
    {
        if (plan.Urls is not { } urls)
        {
            var bare = Host.CreateEmptyApplicationBuilder(null);
            bare.Services.AddSingleton(logs);
            Add(bare, plan, journal, sealer);
            return bare.Build();
        }
        var builder = GatewayWeb.Builder(urls, plan.Gateway, logs);
        Add(builder, plan, journal, sealer);
        var isGateway = plan.Roles.HasFlag(Roles.Gateway);
        if (isGateway)
        {
            builder.Services.AddGongjiGateway(plan.Gateway);
        }
        var web = builder.Build();
        Map(web, isGateway, plan.Silo.Dashboard);
        return web;
    }

    static void Add(IHostApplicationBuilder builder, ServePlan plan, IJournalStore? journal, Sealer? sealer)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = plan.Silo.StopWithin - HostingOptions.LeaveFor);
        // First of all services, so that it is the first to hear that the process stops.
        services.AddSingleton<Drain>();
        services.AddHostedService(static s => s.GetRequiredService<Drain>());
        services.AddHealthChecks().AddCheck<Drain>("drain", tags: [Health.Ready]);
        services.AddTelemetry();
        if (plan.Roles.HasFlag(Roles.Gateway))
        {
            services.AddSingleton(new IdentityVault(IdentityKeys.Load(plan.Place.KeyFile)));
        }
        if (journal is not null)
        {
            services.AddHealthChecks().AddCheck<JournalWatch>("journal", tags: [Health.Ready]);
            if (plan.Heads is { } place)
            {
                services.AddSingleton(place);
            }
            // Before the silo, so that it stops after what writes.
            services.AddHostedService<HeadWatch>();
            builder.UseOrleans(silo => AddSilo(silo, plan, journal, sealer!));
        }
        else
        {
            AddClient(builder, plan);
        }
    }

    static void AddSilo(ISiloBuilder silo, ServePlan plan, IJournalStore journal, Sealer sealer)
    {
        var (options, asking) = (plan.Silo, plan.Gateway.Retry);
        if (plan.Member is not { } member)
        {
            silo.AddLedgerAlone(options, asking, journal, sealer, plan.Policies, TimeProvider.System);
            return;
        }
        silo.ConfigureEndpoints(
            member.Address,
            member.SiloPort,
            member.CallPort,
            listenOnAnyHostAddress: !IPAddress.IsLoopback(member.Address));
        silo.AddLedgerInCluster(options, member, asking, journal, sealer, plan.Policies, TimeProvider.System);
    }

    static void AddClient(IHostApplicationBuilder builder, ServePlan plan)
    {
        builder.Services.AddSingleton(plan.Silo);
        builder.Services.AddGongjiCluster(plan.Member!.Cluster, plan.Gateway.Retry);
        builder.Services.AddHealthChecks().AddCheck<SiloThere>("silo", tags: [Health.Ready]);
        if (plan.Silo.Dashboard)
        {
            builder.Services.AddOrleansClient(static client => client.AddDashboard());
        }
    }

    static void Map(WebApplication web, bool isGateway, bool dashboard)
    {
        if (!isGateway)
        {
            web.MapGongjiHealth();
            return;
        }
        web.MapGongjiGateway();
        if (dashboard)
        {
            web.MapOrleansDashboard("/dashboard").ForOperators();
        }
    }
}
