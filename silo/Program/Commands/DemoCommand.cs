using System.CommandLine;
using Gongji.Admin.Import;
using Gongji.Journal.Entries;
using Gongji.Policy.Areas;
using Gongji.Program.Demo;
using Gongji.Program.Logs;
using Gongji.Program.Serving;
using Gongji.Program.Showing;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Gongji.Program.Commands;

/// <summary><c>gongji demo</c>: serves, lives through the sample day, shows who paid what, and proves the books; or
/// does so at a server that runs already.</summary>
static class DemoCommand
{
    public static Command Make()
    {
        var (data, postgres) = (Options.Data(), Options.Postgres());
        data.DefaultValueFactory = static _ => "data";
        var (database, policies, replace) = (Options.Database(), Options.Policies(), Options.ReplacePacks());
        var port = new Option<int>("--port")
        {
            Description = "Port on 127.0.0.1 to listen on.",
            DefaultValueFactory = static _ => 8080,
        };
        var once = new Option<bool>("--once")
        {
            Description = "End after the proof: exit code 0 when the books balance.",
        };
        var to = Options.To("A running server, whose journal is then only read; without it the demo serves itself.");
        var bare = new Option<bool>("--no-samples") { Description = "Only serve." };
        var command = new Command("demo", "Serve, and replay the sample day into a ledger that is empty.")
        {
            data, postgres, database, policies, replace, to, port, once, bare,
        };
        command.SetAction((parsed, stop) =>
        {
            var place = Options.PlaceIn(parsed, data, postgres, database);
            var packs = Options.PacksOf(parsed, policies, replace);
            var what = new Wanted(Samples: !parsed.GetValue(bare), Once: parsed.GetValue(once));
            return parsed.GetValue(to) is { } server
                ? Visit(place, packs, server, what, stop)
                : Serve(place, packs, new Uri($"http://127.0.0.1:{parsed.GetValue(port)}"), what, stop);
        });
        return command;
    }

    static async Task<int> Serve(Place place, PolicyPacks packs, Uri address, Wanted what, CancellationToken stop)
    {
        if (place.Cluster is not null)
        {
            throw new UsageException("A --database is that of a cluster: name its gateway with --to.");
        }
        if (!File.Exists(place.KeyFile))
        {
            await Belonging.Begin(place, stop);
        }
        using var logs = ConsoleLogs.Create(LogLevel.Warning);
        var plan = ServePlan.OneMachine(place, address.GetLeftPart(UriPartial.Authority), packs);
        plan.Silo.DrainFor = TimeSpan.Zero;
        await using var process = await LedgerProcess.Start(plan, logs, stop);
        AnsiConsole.WriteLine($"Serving on {address}");
        var clean = await Show(process.Journal!, packs, place, address, what, stop);
        if (what.Once)
        {
            return clean ? 0 : 1;
        }
        Invitation.Show(address, what.Samples);
        return await process.WaitForShutdown(stop) ? 0 : 1;
    }

    static async Task<int> Visit(Place place, PolicyPacks packs, Uri server, Wanted what, CancellationToken stop)
    {
        await using var journal = await Belonging.JournalToRead(place, stop);
        var clean = await Show(journal, packs, place, server, what, stop);
        if (!what.Once)
        {
            Invitation.Show(server, what.Samples);
        }
        return clean ? 0 : 1;
    }

    /// <returns>Whether the books balance, as far as they were proven.</returns>
    static async Task<bool> Show(
        IJournalStore journal, PolicyPacks packs, Place place, Uri server, Wanted what, CancellationToken stop)
    {
        if (what.Samples)
        {
            await LiveThroughTheDay(journal, server, stop);
        }
        if (!what.Samples && !what.Once)
        {
            return true;
        }
        var report = await ProveCommand.Prove(
            journal, await KnownLedger.Read(place, heads: null, stop), full: true, stop);
        ProofTable.Show(report, packs);
        return report.IsClean;
    }

    static async Task LiveThroughTheDay(IJournalStore journal, Uri server, CancellationToken stop)
    {
        if (!await Samples.BelongIn(journal, stop))
        {
            AnsiConsole.WriteLine("This ledger has its own persons: the samples are left out.");
            return;
        }
        // Both may have been broken off in an earlier run, and both may be done twice.
        Check(await ImportCommand.Send(Samples.Population, server, stop));
        ReplayCommand.Show(await ReplayCommand.Run(Samples.Day, server, inOrder: true, stop));
    }

    static void Check(ImportResult result)
    {
        if (result.Refused > 0)
        {
            throw new InvalidDataException($"The sample population is refused: {result.Errors[0].Reason}");
        }
    }

    /// <param name="Samples">Whether the sample day is wanted.</param>
    /// <param name="Once">Whether it ends after the proof.</param>
    sealed record Wanted(bool Samples, bool Once);
}
