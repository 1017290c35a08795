using Gongji.Client.Calls;
using Gongji.Hosting;
using Gongji.Hosting.Options;
using Gongji.Journal.Entries;
using Gongji.Journal.Writing;
using Gongji.Policy.Areas;
using Gongji.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gongji.LoadTests.Engines;

/// <summary>One silo in this process, beside its callers.</summary>
sealed class SiloEngine : IEngine
{
    readonly IHost _host;

    SiloEngine(IHost host) => _host = host;

    public IGrains Grains => _host.Services.GetRequiredService<IGrains>();

    public IGrainFactory Factory => _host.Services.GetRequiredService<IGrainFactory>();

    /// <param name="more">What the silo has beside the ledger.</param>
    /// <param name="time">The clock of the ledger; null for the system's.</param>
    public static async Task<SiloEngine> Start(
        IJournalStore store,
        IPolicies policies,
        JournalOptions options,
        Action<ISiloBuilder>? more = null,
        TimeProvider? time = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Error).AddConsole();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.UseOrleans(silo =>
        {
            Add(silo, store, policies, options, time ?? TimeProvider.System);
            more?.Invoke(silo);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new SiloEngine(host);
    }

    /// <summary>The ledger as the program runs it on one machine.</summary>
    public static void Add(
        ISiloBuilder silo, IJournalStore store, IPolicies policies, JournalOptions options, TimeProvider time)
    {
        var hosting = new HostingOptions { Journal = options };
        hosting.Validate();
        silo.AddLedgerAlone(hosting, new AskAgainOptions(), store, TestSeals.Sealer, policies, time);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
