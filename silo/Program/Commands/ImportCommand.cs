using System.CommandLine;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Gongji.Admin.Import;
using Gongji.Program.Logs;
using Gongji.Program.Replay;
using Gongji.Program.Serving;
using Gongji.Program.Showing;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Gongji.Program.Commands;

/// <summary><c>gongji import</c>: persons, institutions, networks and credits in bulk, into a running server or
/// straight into a journal.</summary>
static class ImportCommand
{
    public static Command Make()
    {
        var file = Options.File("Records, one JSON object a line.");
        var to = Options.To(
            $"A running server, such as {Options.DefaultUrls}. Without it the journal is written directly.");
        var (data, sealKey, postgres) = (Options.Data(), Options.SealKey(), Options.Postgres());
        var command = new Command(
            "import", "Import records in bulk. It may be broken off and repeated: nothing is booked twice.")
        {
            file, to, data, sealKey, postgres,
        };
        command.SetAction(async (parsed, stop) => Show(parsed.GetValue(to) is { } server
            ? await Send(parsed.GetValue(file)!, server, stop)
            : await Write(
                parsed.GetValue(file)!,
                Options.SealedIn(parsed, Options.PlaceIn(parsed, data, postgres), sealKey),
                stop)));
        return command;
    }

    static Task<ImportResult> Apply(LedgerProcess ledger, FileInfo file, CancellationToken stop) =>
        Bars.Show("Importing", async bar =>
        {
            var import = new BulkImport(
                ledger.Grains,
                ledger.Vault,
                TimeProvider.System,
                new ImportOptions(),
                new Actor(ActorRole.Program, ActorChannel.File));
            await using var records = file.OpenRead();
            var told = new Told<ImportProgress>(done => bar.Value = 100.0 * done.Position / done.Length);
            return await import.Run(records, told, stop);
        });

    static async Task<ImportResult> Write(FileInfo file, Place place, CancellationToken stop)
    {
        using var logs = ConsoleLogs.Create(LogLevel.Warning);
        await using var ledger = await LedgerProcess.Start(
            ServePlan.OneMachine(place, urls: null, Packs.Of([])), logs, stop);
        return await Apply(ledger, file, stop);
    }

    /// <summary>Sends a file to a running server.</summary>
    public static Task<ImportResult> Send(FileInfo file, Uri server, CancellationToken stop) =>
        Bars.Show("Importing", async bar =>
        {
            using var client = Options.ClientOf(server);
            await using var records = file.OpenRead();
            using var body = new CountedContent(records, sent => bar.Value = 100.0 * sent / records.Length);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
            using var reply = await client.PostAsync(new Uri("/admin/import", UriKind.Relative), body, stop);
            if (!reply.IsSuccessStatusCode)
            {
                var said = await reply.Content.ReadAsStringAsync(stop);
                throw new HttpRequestException($"{server} answers {(int)reply.StatusCode}: {said}");
            }
            return (await reply.Content.ReadFromJsonAsync<ImportResult>(stop))!;
        });

    static int Show(ImportResult result)
    {
        AnsiConsole.WriteLine(
            $"{result.Applied} applied, {result.Already} already there, {result.Refused} refused");
        if (result.AlreadyLines.Count > 0)
        {
            AnsiConsole.WriteLine($"already there: line {string.Join(", ", result.AlreadyLines)}"
                + (result.AlreadyLines.Count < result.Already ? " …" : ""));
        }
        foreach (var error in result.Errors)
        {
            AnsiConsole.WriteLine($"line {error.Line}: {error.Reason}");
        }
        return result.Refused == 0 ? 0 : 1;
    }
}
