using System.Net;
using Gongji.Border;
using Gongji.Program.Logs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gongji.Program.Serving;

/// <summary>The web server of a process.</summary>
static class GatewayWeb
{
    /// <exception cref="UsageException">An address is open to others without a token.</exception>
    public static WebApplicationBuilder Builder(string urls, GatewayOptions options, ILoggerFactory logs)
    {
        if (options.AdminToken is null && !IsPrivate(urls))
        {
            throw new UsageException(
                $"'{urls}' lets other machines in: set GONGJI_ADMINTOKEN to a secret of 16 or more characters first.");
        }
        // Settings of whatever folder the program was started in are none of its business.
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(urls);
        builder.Services.AddSingleton(logs);
        return builder;
    }

    /// <exception cref="UsageException">An address is taken.</exception>
    public static async Task Start(IHost web, string? urls, CancellationToken stop)
    {
        try
        {
            await web.StartAsync(stop);
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new UsageException($"'{urls}' is taken by another program: choose another port.");
        }
    }

    static bool IsPrivate(string urls) =>
        urls.Split(';').All(static url =>
            BindingAddress.Parse(url) is var address
            && (address.Host == "localhost"
                || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip))));
}
