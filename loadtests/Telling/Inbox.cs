using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gongji.LoadTests.Telling;

/// <summary>A receiver of notices on loopback, which takes what it is sent and counts.</summary>
sealed class Inbox : IAsyncDisposable
{
    readonly WebApplication _web;
    readonly HashSet<string> _ids = [];

    Inbox(WebApplication web) => _web = web;

    public string Address => _web.Urls.Single();

    /// <summary>Notices that came, those that came again too.</summary>
    public int Came { get; private set; }

    public int Different => _ids.Count;

    public static async Task<Inbox> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var inbox = new Inbox(builder.Build());
        inbox._web.MapPost("/", inbox.Take);
        await inbox._web.StartAsync();
        return inbox;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    /// <summary>Whoever sends waits for the answer, so one delivery is under way at a time.</summary>
    async Task Take(HttpContext context)
    {
        var body = await JsonNode.ParseAsync(context.Request.Body);
        foreach (var notice in body!["notices"]!.AsArray())
        {
            Came++;
            _ids.Add((string)notice!["id"]!);
        }
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
