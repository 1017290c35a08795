using Gongji.Client;
using Gongji.Gateway.Admin;
using Gongji.Gateway.Hosting;
using Gongji.Gateway.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gongji.Gateway;

/// <summary>Puts the gateway into an application, which brings <see cref="IGrains"/>, <see cref="TimeProvider"/> and
/// <see cref="IdentityVault"/>.</summary>
public static class GatewaySetup
{
    /// <exception cref="System.ComponentModel.DataAnnotations.ValidationException">An option is wrong.</exception>
    public static IServiceCollection AddGongjiGateway(this IServiceCollection services, GatewayOptions options)
    {
        options.Validate();
        services.AddMetrics();
        services.AddHealthChecks();
        services.AddSingleton(options);
        services.AddSingleton(static s => new LedgerClient(
            s.GetRequiredService<IGrains>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<GatewayOptions>().Retry));
        services.AddSingleton<Desk>();
        services.AddSingleton<TransactionTable>();
        services.AddSingleton<AnswerWriter>();
        services.AddSingleton<GatewayMetrics>();
        services.AddSingleton<MessageReader>();
        services.AddSingleton<NhsaEndpoint>();
        services.AddSingleton<AdminDesk>();
        services.ConfigureHttpJsonOptions(static json => AdminJson.Configure(json.SerializerOptions));
        services.AddOpenApi("v1", Description.Configure);
        return services;
    }

    /// <summary>Asks whoever comes for the token of the administration.</summary>
    public static RouteGroupBuilder ForOperators(this RouteGroupBuilder group) =>
        group.AddEndpointFilter<AdminEdge>();

    /// <summary>The national interface under every path, the administration under /admin, its description under
    /// /openapi/v1.json, and /health.</summary>
    public static IEndpointRouteBuilder MapGongjiGateway(this IEndpointRouteBuilder app)
    {
        app.MapGongjiHealth();
        AdminEndpoints.Map(app);
        app.MapOpenApi();
        app.MapPost("/{**path}", static (HttpContext context, NhsaEndpoint nhsa) => nhsa.Handle(context))
            .ExcludeFromDescription();
        return app;
    }
}
