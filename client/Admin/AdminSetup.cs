using Gongji.Admin.Bodies;
using Gongji.Admin.Desks;
using Gongji.Border;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gongji.Admin;

/// <summary>Puts the administration into an application.</summary>
public static class AdminSetup
{
    /// <summary>Goes with <see cref="BorderSetup.AddGongjiBorder"/>.</summary>
    public static IServiceCollection AddGongjiAdmin(this IServiceCollection services) => services
        .AddSingleton<AdminDesk>()
        .AddSingleton<TokenDesk>()
        .ConfigureHttpJsonOptions(static json => AdminJson.Configure(json.SerializerOptions))
        .AddOpenApi("v1", Description.Configure);

    /// <summary>Asks whoever comes for the token of the administration.</summary>
    public static RouteGroupBuilder ForOperators(this RouteGroupBuilder group) =>
        group.AddEndpointFilter<AdminEdge>();

    /// <summary>The administration under /admin, its description under /openapi/v1.json.</summary>
    public static IEndpointRouteBuilder MapGongjiAdmin(this IEndpointRouteBuilder app)
    {
        AdminEndpoints.Map(app);
        app.MapOpenApi();
        return app;
    }
}
