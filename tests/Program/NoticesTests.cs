using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gongji.Tests.Program;

/// <summary>What the program tells, and whom.</summary>
public sealed class NoticesTests : IDisposable
{
    const string Population =
        """{"kind":"person","psnNo":"B1","name":"甲","certNo":"1","""
        + """ "insurance":{"from":"2020-01-01","area":"610199","kind":"active"}}""" + "\n"
        + """{"kind":"credit","psnNo":"B1","amount":"12.30","year":2025}""";

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http://messages.example/notices")]
    [InlineData("messages.example")]
    public async Task An_address_to_which_notices_may_not_go_is_told_in_one_line(string address)
    {
        var (exitCode, _, error) = await GongjiProcess.Run(
            ["serve", "--urls", "http://127.0.0.1:0", "--notices", address, .. GongjiProcess.Where(_folder.Place)]);

        Assert.Equal(1, exitCode);
        Assert.Equal(
            $"gongji: Notices.To (--notices): '{address}' is no address of https, or of http on this machine",
            error.Trim());
    }

    [Fact]
    public async Task A_process_that_is_killed_while_it_tells_tells_the_same_when_it_is_back()
    {
        var came = Channel.CreateUnbounded<string>();
        var killed = new TaskCompletionSource();
        await using var receiver = await Receiver(async body =>
        {
            came.Writer.TryWrite((string)body["notices"]!.AsArray().Single()!["id"]!);
            await killed.Task;
        });
        string[] notices = ["--notices", receiver.Urls.Single()];

        using var first = await GongjiProcess.Serve(_folder.Place, notices);
        var (imported, _, error) = await GongjiProcess.Run(
            "import",
            _folder.Write("population.jsonl", Population),
            "--to",
            first.Address.GetLeftPart(UriPartial.Authority));
        var told = await came.Reader.ReadAsync();
        first.Kill();
        await first.Ended();
        killed.SetResult();
        using var second = await GongjiProcess.Serve(_folder.Place, notices);
        var again = await came.Reader.ReadAsync();

        Assert.True(imported == 0, error);
        Assert.Equal(("person/B1/2", "person/B1/2"), (told, again));
        Assert.Equal(0, await second.Terminate());
    }

    static async Task<WebApplication> Receiver(Func<JsonNode, Task> take)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        web.MapPost("/", async (HttpRequest request) => await take((await JsonNode.ParseAsync(request.Body))!));
        await web.StartAsync();
        return web;
    }
}
