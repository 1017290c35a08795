using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gongji.Tests.Hosting;

/// <summary>An OTLP collector on loopback that keeps all it is sent.</summary>
sealed class Collector : IAsyncDisposable
{
    readonly ConcurrentQueue<(string Signal, byte[] Body)> _received = new();
    readonly WebApplication _web;

    Collector(WebApplication web) => _web = web;

    public Uri Address => new(_web.Urls.Single());

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var started = new Collector(builder.Build());
        started._web.MapPost("/v1/{signal}", started.Keep);
        await started._web.StartAsync();
        return started;
    }

    /// <summary>What came as <c>traces</c> or <c>metrics</c>: protobuf, in which texts stand as they are.</summary>
    public string Received(string signal) => string.Concat(
        _received.Where(one => one.Signal == signal).Select(static one => Encoding.UTF8.GetString(one.Body)));

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    async Task Keep(string signal, HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        _received.Enqueue((signal, body.ToArray()));
    }
}
