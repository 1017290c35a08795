using Gongji.Border;
using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gongji.Nhsa;

/// <summary>Puts the national interface into an application.</summary>
public static class NhsaSetup
{
    /// <summary>Goes with <see cref="BorderSetup.AddGongjiBorder"/>.</summary>
    public static IServiceCollection AddGongjiNhsa(this IServiceCollection services) => services
        .AddSingleton<HeardMessages>()
        .AddSingleton<Desk>()
        .AddSingleton<TransactionTable>()
        .AddSingleton<AnswerWriter>()
        .AddSingleton<GatewayMetrics>()
        .AddSingleton<MessageReader>()
        .AddSingleton<NhsaEndpoint>();

    /// <summary>Answers under every path that nothing else is mapped to.</summary>
    public static IEndpointRouteBuilder MapGongjiNhsa(this IEndpointRouteBuilder app)
    {
        app.MapPost("/{**path}", static (HttpContext context, NhsaEndpoint nhsa) => nhsa.Handle(context))
            .ExcludeFromDescription();
        return app;
    }
}
