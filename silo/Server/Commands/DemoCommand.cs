using System.CommandLine;
using Gongji.Gateway.Hosting;
using Gongji.Gateway.Import;
using Gongji.Journal.Proving;
using Gongji.Server.Demo;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Gongji.Server.Commands;

/// <summary><c>gongji demo</c>: serves, lives through the sample day, shows who paid what, and proves the
/// books.</summary>
static class DemoCommand
{
    public static Command Make()
    {
        var (data, postgres, policies) = (Options.Data(), Options.Postgres(), Options.Policies());
        var port = new Option<int>("--port")
        {
            Description = "Port on 127.0.0.1 to listen on.",
            DefaultValueFactory = static _ => 8080,
        };
        var once = new Option<bool>("--once")
        {
            Description = "End after the proof: exit code 0 when the books balance.",
        };
        var bare = new Option<bool>("--no-samples") { Description = "Only serve." };
        var command = new Command("demo", "Serve, and replay the sample day into a ledger that is empty.")
        {
            data, postgres, policies, port, once, bare,
        };
        command.SetAction((parsed, stop) => Run(
            Options.PlaceIn(parsed, data, postgres),
            parsed.GetValue(policies) ?? [],
            new Uri($"http://127.0.0.1:{parsed.GetValue(port)}"),
            !parsed.GetValue(bare),
            parsed.GetValue(once),
            stop));
        return command;
    }

    static async Task<int> Run(
        Place place, string[] policies, Uri address, bool samples, bool once, CancellationToken stop)
    {
        using var logs = ConsoleLogs.Create(LogLevel.Warning);
        await using var ledger = await OneMachine.Start(place, policies, logs, stop);
        await using var web = await WebServer.Start(ledger, address.GetLeftPart(UriPartial.Authority), logs, stop);
        AnsiConsole.WriteLine($"Serving on {address}");
        if (samples)
        {
            await LiveThroughTheDay(ledger, address, stop);
        }
        if (samples || once)
        {
            var report = await ProveCommand.Prove(ledger.Store, new ProofFile(place.ProofFile), full: true, stop);
            ProofTable.Show(report, ledger.Policies);
            if (once)
            {
                return report.IsClean ? 0 : 1;
            }
        }
        Invitation.Show(address, samples);
        await web.WaitForShutdownAsync(stop);
        AnsiConsole.WriteLine("Stopping: finishing what is under way.");
        return 0;
    }

    static async Task LiveThroughTheDay(OneMachine ledger, Uri address, CancellationToken stop)
    {
        if (!await Samples.BelongIn(ledger.Store, stop))
        {
            AnsiConsole.WriteLine("This ledger has its own persons: the samples are left out.");
            return;
        }
        // Both may have been broken off in an earlier run, and both may be done twice.
        Check(await ImportCommand.Apply(ledger, Samples.Population, stop));
        ReplayCommand.Show(await ReplayCommand.Run(Samples.Day, address, stop));
    }

    static void Check(ImportResult result)
    {
        if (result.Refused > 0)
        {
            throw new InvalidDataException($"The sample population is refused: {result.Errors[0].Reason}");
        }
    }
}
