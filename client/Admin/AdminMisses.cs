using Gongji.Admin.Bodies;
using Gongji.Border.Refusing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Gongji.Admin;

/// <summary>Answers what no route of the administration takes, and says what one would have taken: a path that is none,
/// a method, or a content type.</summary>
static class AdminMisses
{
    const string Rest = "/{**rest}";

    public static void Map(RouteGroupBuilder admin) => admin
        .Map(Rest, static (HttpContext http, EndpointDataSource routes) => Answer(http, routes))
        .ExcludeFromDescription();

    static IResult Answer(HttpContext http, EndpointDataSource routes)
    {
        var request = http.Request;
        var here = routes.Endpoints.OfType<RouteEndpoint>().Where(route => Fits(route, request.Path)).ToArray();
        if (here.Length == 0)
        {
            return AdminAnswer.Of(Refusal.Of(AdminRefusal.PathUnknown, "path", request.Path));
        }
        var methods = here.SelectMany(MethodsOf).Distinct().Order().ToArray();
        if (!methods.Contains(request.Method))
        {
            http.Response.Headers.Allow = string.Join(", ", methods);
            return AdminAnswer.Of(Refusal.Of(
                AdminRefusal.MethodNotTaken, "method", Refusals.WithAllowed(request.Method, methods)));
        }
        var taken = here.Where(route => MethodsOf(route).Contains(request.Method))
            .SelectMany(static route => route.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes ?? []);
        return AdminAnswer.Of(Refusal.Of(
            AdminRefusal.ContentTypeNotTaken,
            "Content-Type",
            Refusals.WithAllowed(request.ContentType ?? "", taken)));
    }

    static bool Fits(RouteEndpoint route, PathString path) =>
        route.RoutePattern.RawText is { } pattern
        && pattern.StartsWith("/admin/", StringComparison.Ordinal)
        && !pattern.EndsWith(Rest, StringComparison.Ordinal)
        && new TemplateMatcher(new RouteTemplate(route.RoutePattern), new()).TryMatch(path, new());

    static IReadOnlyList<string> MethodsOf(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];
}
