using System.Reflection;
using Gongji.Admin.Bodies;
using Gongji.Border;
using Gongji.Border.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Gongji.Admin;

/// <summary>The body of a request, or why it can't be read.</summary>
sealed record AdminBody<T>(Answer<BodyOf<T>> Read)
    : IBindableFromHttpContext<AdminBody<T>>, IEndpointParameterMetadataProvider
    where T : class
{
    public static async ValueTask<AdminBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var limit = context.RequestServices.GetRequiredService<GatewayOptions>().BodyBytesMax;
        if (await BodyReader.Read(context, limit) is not { } bytes)
        {
            return new(Refusal.Of(AdminRefusal.BodyTooLarge, "body", $"> {limit}"));
        }
        var json = JsonText.Parse(bytes);
        return new(json.IsRefused ? json.Refusal : BodyOf<T>.Read(json.Value.Root));
    }

    /// <summary>Tells the description of the interface what the body is.</summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
}
