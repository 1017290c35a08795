using Gongji.Program.Logs;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gongji.Program.Serving;

/// <summary>The gateway of a ledger on its addresses.</summary>
static class WebServer
{
    /// <exception cref="UsageException">An address is taken, or open to others without a token.</exception>
    public static async Task<WebApplication> Start(
        OneMachine ledger, string urls, ILoggerFactory logs, CancellationToken stop)
    {
        var options = GatewayWeb.OptionsOfEnvironment();
        var builder = GatewayWeb.Builder(urls, options, logs);
        builder.Services.AddSingleton(ledger.Grains);
        builder.Services.AddSingleton(ledger.Time);
        builder.Services.AddSingleton(ledger.Vault);
        builder.Services.AddGongjiGateway(options);
        var web = builder.Build();
        web.MapGongjiGateway();
        await GatewayWeb.Start(web, urls, stop);
        return web;
    }
}
