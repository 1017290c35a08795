using Gongji.Admin;
using Gongji.Border;
using Gongji.Identity;
using Gongji.Journal.Sqlite;
using Gongji.Journal.Writing;
using Gongji.LoadTests.Engines;
using Gongji.Nhsa;
using Gongji.Policy.Areas;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gongji.LoadTests.Comparing;

/// <summary>A ledger of one machine over HTTP, in which nothing differs but the engine.</summary>
static class LedgerWeb
{
    /// <summary>Serves until SIGTERM.</summary>
    public static async Task Serve(EngineKind kind, IPolicies policies, string folder, string url)
    {
        await using var store = new SqliteJournalStore(Path.Combine(folder, "journal.db"));
        await store.Prepare(CancellationToken.None);
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(url);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new IdentityVault(IdentityKeys.Random()));
        services.AddGongjiBorder(new GatewayOptions()).AddGongjiNhsa().AddGongjiAdmin();
        switch (kind)
        {
            case EngineKind.Silo:
                builder.UseOrleans(silo => SiloEngine.Add(
                    silo, store, policies, new JournalOptions(), TimeProvider.System));
                break;
            case EngineKind.Mailbox:
                var engine = await MailboxEngine.Start(store, policies, new JournalOptions());
                services.AddSingleton(_ => engine);
                services.AddSingleton(static s => s.GetRequiredService<MailboxEngine>().Grains);
                break;
        }
        await using var web = builder.Build();
        web.MapGongjiAdmin().MapGongjiNhsa();
        await web.RunAsync();
    }
}
