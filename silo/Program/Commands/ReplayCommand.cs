using System.CommandLine;
using Gongji.Program.Replay;
using Gongji.Program.Showing;
using Spectre.Console;

namespace Gongji.Program.Commands;

/// <summary><c>gongji replay</c>: sends messages of the national interface to a running server.</summary>
static class ReplayCommand
{
    public static Command Make()
    {
        var file = Options.File("Messages of the national interface, one JSON object a line.");
        var to = Options.To($"The server; {Options.DefaultUrls} when it is left out.");
        var command = new Command("replay", "Send a file of messages. Sent again, they get the same answers.")
        {
            file, to,
        };
        command.SetAction(async (parsed, stop) =>
        {
            Show(await Run(parsed.GetValue(file)!, parsed.GetValue(to) ?? new Uri(Options.DefaultUrls), stop));
            return 0;
        });
        return command;
    }

    public static Task<ReplayResult> Run(FileInfo file, Uri server, CancellationToken stop) =>
        Bars.Show("Replaying", async bar =>
        {
            using var client = new HttpClient { BaseAddress = server };
            await using var messages = file.OpenRead();
            long sent = 0;
            return await new Replayer(client, TimeProvider.System).Run(
                messages,
                (message, _) => bar.Value = 100.0 * Interlocked.Add(ref sent, message.Length) / file.Length,
                stop);
        });

    public static void Show(ReplayResult result)
    {
        AnsiConsole.WriteLine($"{result.Accepted} messages carried out, {result.Refused.Values.Sum()} refused:");
        foreach (var (code, count) in result.Refused)
        {
            AnsiConsole.WriteLine($"  {code} {count}");
        }
    }
}
