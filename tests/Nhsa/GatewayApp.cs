using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gongji.Admin;
using Gongji.Border;
using Gongji.Client.Calls;
using Gongji.Identity;
using Gongji.Journal.Entries;
using Gongji.Journal.Life;
using Gongji.Journal.Writing;
using Gongji.Nhsa;
using Gongji.Tests.Support.Mailbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gongji.Tests.Nhsa;

/// <summary>The gateway over a ledger in memory, on a port of its own.</summary>
sealed class GatewayApp : IAsyncDisposable
{
    readonly WebApplication _web;
    readonly MailboxHost _host;

    GatewayApp(WebApplication web, MailboxHost host, FixedClock clock, Lines log)
    {
        (_web, _host, Clock, Log) = (web, host, clock, log);
        Http = new HttpClient { BaseAddress = new Uri(web.Urls.Single()) };
    }

    public HttpClient Http { get; }

    public FixedClock Clock { get; }

    public Lines Log { get; }

    public IServiceProvider Services => _web.Services;

    public IGrains Grains => _host.Grains;

    public static async Task<GatewayApp> Start(
        Action<GatewayOptions>? choose = null,
        IJournalStore? store = null,
        JournalOptions? journal = null,
        IdentityKeys? keys = null,
        Func<ICalls, ICalls>? calls = null)
    {
        var options = new GatewayOptions
        {
            Retry = { FirstWait = TimeSpan.FromMilliseconds(1), AskFor = TimeSpan.FromSeconds(2) },
        };
        choose?.Invoke(options);
        var log = new Lines();
        var clock = new FixedClock();
        var lanes = new Lanes(
            store ?? new MemoryJournalStore(),
            journal ?? new JournalOptions(),
            TestLedger.Clock,
            TaskScheduler.Default,
            TestSeals.Sealer);
        await lanes.Store.Prepare(CancellationToken.None);
        var host = new MailboxHost(
            lanes,
            PolicyFolder.Load(Path.Combine(AppContext.BaseDirectory, "policies")),
            clock,
            new MailboxOptions(),
            TaskScheduler.Default);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IGrains>(new CalledGrains(
            new AskAgain(calls?.Invoke(host) ?? host, clock, options.Retry)));
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(new IdentityVault(keys ?? IdentityKeys.Random()));
        builder.Services.AddHealthChecks();
        builder.Services.AddGongjiBorder(options).AddGongjiNhsa().AddGongjiAdmin();
        var web = builder.Build();
        web.MapGongjiHealth();
        web.MapGongjiAdmin().MapGongjiNhsa();
        await web.StartAsync();
        return new GatewayApp(web, host, clock, log);
    }

    /// <summary>Sends a message and returns the whole answer.</summary>
    public async Task<JsonObject> Send(JsonObject message, string path = "/fsi/api/any/thing")
    {
        using var answer = await Post(message.ToJsonString(), path);
        answer.EnsureSuccessStatusCode();
        return (JsonObject)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    public Task<HttpResponseMessage> Post(string body, string path = "/") => Post(Encoding.UTF8.GetBytes(body), path);

    public Task<HttpResponseMessage> Post(byte[] body, string path = "/") =>
        Http.PostAsync(new Uri(path, UriKind.Relative), new ByteArrayContent(body));

    /// <summary>Asks the administration; the key names the change.</summary>
    public async Task<AdminReply> Admin(string method, string path, JsonObject? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/admin/" + path, UriKind.Relative));
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        }
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new AdminReply((int)answer.StatusCode, text.Length == 0 ? [] : (JsonObject)JsonNode.Parse(text)!);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _web.DisposeAsync();
        await _host.Stop();
    }
}

sealed record AdminReply(int Status, JsonObject Body)
{
    public string Code => (string?)Body["code"] ?? "";
}

/// <summary>A spring morning of 2026 in China that lasts until a test says otherwise; waits take real time.</summary>
sealed class FixedClock : TimeProvider
{
    public static readonly DateTimeOffset Morning = new(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(8));

    public DateTimeOffset Now { get; set; } = Morning;

    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
}
