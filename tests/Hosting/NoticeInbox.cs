using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gongji.Tests.Hosting;

/// <summary>A receiver of notices on loopback, which answers as a test says.</summary>
sealed class NoticeInbox : IAsyncDisposable
{
    /// <summary>Answers nothing until the sender has given up.</summary>
    public const int Never = 0;

    readonly Channel<Delivery> _came = Channel.CreateUnbounded<Delivery>();
    readonly List<Delivery> _taken = [];
    readonly WebApplication _web;
    int _deliveries;

    NoticeInbox(WebApplication web) => _web = web;

    public string Address => _web.Urls.Single() + "/notices";

    /// <summary>What the first, second … delivery is answered.</summary>
    public Func<int, int> Answer { get; set; } = static _ => StatusCodes.Status204NoContent;

    /// <summary>What was taken, in the order in which it came.</summary>
    public IEnumerable<JsonNode> Notices => _taken.SelectMany(static delivery => delivery.Notices);

    public IEnumerable<string> Ids => Notices.Select(static notice => (string)notice["id"]!);

    public static async Task<NoticeInbox> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var started = new NoticeInbox(builder.Build());
        started._web.MapPost("/notices", started.Take);
        await started._web.StartAsync();
        return started;
    }

    /// <summary>The next delivery, taken or not.</summary>
    public Task<Delivery> Next() => _came.Reader.ReadAsync().AsTask();

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    async Task Take(HttpContext context)
    {
        var body = await JsonNode.ParseAsync(context.Request.Body);
        var delivery = new Delivery(
            context.Request.Headers.Authorization.ToString(), [.. body!["notices"]!.AsArray().Select(each => each!)]);
        var status = Answer(++_deliveries);
        if (status is >= 200 and < 300)
        {
            _taken.Add(delivery);
        }
        _came.Writer.TryWrite(delivery);
        if (status == Never)
        {
            var gone = new TaskCompletionSource();
            await using var going = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
            return;
        }
        context.Response.StatusCode = status;
    }

    public sealed record Delivery(string Authorization, JsonNode[] Notices);
}
