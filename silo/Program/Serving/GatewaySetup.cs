using Gongji.Admin;
using Gongji.Border;
using Gongji.Nhsa;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gongji.Program.Serving;

/// <summary>Puts the gateway into an application, which brings <see cref="IGrains"/>, <see cref="TimeProvider"/> and
/// the vault of identities.</summary>
static class GatewaySetup
{
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is wrong.</exception>
    public static void AddGongjiGateway(this IServiceCollection services, GatewayOptions options)
    {
        services.AddHealthChecks();
        services.AddGongjiBorder(options).AddGongjiNhsa().AddGongjiAdmin();
    }

    /// <summary>The national interface, the administration and /health.</summary>
    public static void MapGongjiGateway(this IEndpointRouteBuilder app)
    {
        app.MapGongjiHealth();
        app.MapGongjiAdmin().MapGongjiNhsa();
    }
}
