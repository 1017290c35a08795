using System.Security.Cryptography;
using System.Text;
using Gongji.Admin.Bodies;
using Gongji.Border;
using Gongji.Border.Refusing;
using Gongji.Client.Calls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Gongji.Admin;

/// <summary>The outermost edge of the administration: asks for the token, and answers whatever happened.</summary>
sealed class AdminEdge(GatewayOptions options, TimeProvider time, ILogger<AdminEdge> log) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!MayEnter(http.Request.Headers.Authorization.ToString()))
        {
            // One header a scheme: Chromium does not read two out of one.
            http.Response.Headers.WWWAuthenticate = new StringValues(["Bearer", "Basic realm=\"gongji\""]);
            return AdminAnswer.Of(Refusal.Of(AdminRefusal.TokenWrong, "Authorization", ""));
        }
        Patience.Begin(time, options.Retry.AskFor);
        try
        {
            return await next(context);
        }
        catch (Exception failed)
        {
            if (Troubles.IsBug(failed))
            {
                var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
                GatewayLog.AdminUnexpected(log, http.Request.Method, route, failed.GetType().Name, failed.StackTrace);
            }
            return AdminAnswer.Of(Troubles.Of(failed));
        }
    }

    bool MayEnter(string authorization)
    {
        if (options.AdminToken is not { } token)
        {
            return true;
        }
        return Same(authorization, "Bearer " + token)
            || Same(authorization, "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("operator:" + token)));
    }

    static bool Same(string sent, string right) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(sent)), SHA256.HashData(Encoding.UTF8.GetBytes(right)));
}
