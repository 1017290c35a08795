using System.Net;
using Gongji.Cluster;
using Gongji.Journal.Entries;
using Gongji.Journal.Postgres;
using Gongji.Policy.Areas;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gongji.LoadTests.Cluster;

/// <summary>One silo in this process, beside its callers, as in a process that is silo and gateway.</summary>
sealed class LocalSilo : IAsyncDisposable
{
    readonly IHost _host;

    LocalSilo(IHost host, IJournalStore journal) => (_host, Journal) = (host, journal);

    public IJournalStore Journal { get; }

    public IGrains Grains => _host.Services.GetRequiredService<IGrains>();

    public IGrainFactory Factory => _host.Services.GetRequiredService<IGrainFactory>();

    public static async Task<LocalSilo> Start(PostgresServer server, IPolicies policies)
    {
        var options = new HostingOptions
        {
            Roles = Roles.Silo,
            Cluster = new ClusterOptions { Database = await server.CreateDatabase() },
            Journals = [await server.CreateDatabase()],
        };
        await using (var source = NpgsqlDataSource.Create(options.Cluster.Database))
        {
            await PostgresSchema.ApplyCluster(source, CancellationToken.None);
        }
        var journal = PostgresJournalStore.Over(options.Journals, options.LanesEach);
        await journal.Prepare(CancellationToken.None);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(policies);
        builder.Services.AddTransient<PlainActivation>();
        builder.UseOrleans(silo =>
        {
            silo.ConfigureEndpoints(IPAddress.Loopback, PostgresServer.FreePort(), PostgresServer.FreePort());
            silo.AddLedger(options, journal, policies, TimeProvider.System);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new LocalSilo(host, journal);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await Journal.DisposeAsync();
    }
}
