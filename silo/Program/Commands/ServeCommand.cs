using System.CommandLine;
using Gongji.Program.Logs;
using Gongji.Program.Serving;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gongji.Program.Commands;

/// <summary><c>gongji serve</c>: the ledger and its gateway until it is told to stop.</summary>
static class ServeCommand
{
    public static Command Make()
    {
        var (data, postgres, policies) = (Options.Data(), Options.Postgres(), Options.Policies());
        var urls = new Option<string>("--urls")
        {
            Description = "Addresses to listen on.",
            DefaultValueFactory = static _ => Options.DefaultUrls,
        };
        var command = new Command("serve", "Serve the ledger over HTTP until SIGTERM or Ctrl-C.")
        {
            data, postgres, policies, urls,
        };
        command.SetAction((parsed, stop) => Serve(
            Options.PlaceIn(parsed, data, postgres), parsed.GetValue(policies) ?? [], parsed.GetValue(urls)!, stop));
        return command;
    }

    static async Task<int> Serve(Place place, string[] policies, string urls, CancellationToken stop)
    {
        using var logs = ConsoleLogs.Create(LogLevel.Information);
        var log = logs.CreateLogger("Gongji.Server");
        await using var ledger = await OneMachine.Start(place, policies, logs, stop);
        await using var web = await WebServer.Start(ledger, urls, logs, stop);
        ServerLog.Serving(log, string.Join(' ', web.Urls));
        await web.WaitForShutdownAsync(stop);
        ServerLog.Stopping(log);
        return 0;
    }
}
