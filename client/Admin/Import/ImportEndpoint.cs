using Gongji.Admin.Bodies;
using Gongji.Border;
using Gongji.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Gongji.Admin.Import;

/// <summary>Bulk import over HTTP: the file is the body, as long as it may be, and is worked off while it comes
/// in.</summary>
static class ImportEndpoint
{
    public static void Map(RouteGroupBuilder admin) =>
        admin.MapPost("/import", static async (
            HttpContext http, IGrains grains, IdentityVault vault, TimeProvider time, GatewayOptions options) =>
            {
                var by = AdminActor.Read(http.Request.Headers, options.AdminToken is not null, ActorChannel.File);
                if (by.IsRefused)
                {
                    return AdminAnswer.Of(by.Refusal);
                }
                if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                {
                    size.MaxRequestBodySize = null;
                }
                var import = new BulkImport(grains, vault, time, new ImportOptions(), by.Value);
                return Results.Json(await import.Run(http.Request.Body, null, http.RequestAborted), AdminJson.Options);
            })
            .WithTags("import")
            .WithSummary("Import records in bulk, one JSON object a line")
            .WithDescription("Sent again, lines that were applied before are told as already there.")
            .Accepts<string>("application/x-ndjson")
            .Produces<ImportResult>();
}
