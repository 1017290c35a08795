using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;

namespace Gongji.Border;

/// <summary>What a supervisor asks a process: whether it has started, may be sent traffic, and lives. A host adds
/// checks with the tag <see cref="Ready"/>.</summary>
public static class Health
{
    /// <summary>Tag of checks that say whether traffic may come.</summary>
    public const string Ready = "ready";

    /// <summary>Answers 200, or 503 when a check says no. All of them answer only once the process serves.</summary>
    public static void MapGongjiHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/started", Of(static _ => false));
        app.MapHealthChecks("/health/live", Of(static _ => false));
        app.MapHealthChecks("/health/ready", Of(static check => check.Tags.Contains(Ready)));
    }

    static HealthCheckOptions Of(
        Func<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckRegistration, bool> which) =>
        new() { Predicate = which };
}
