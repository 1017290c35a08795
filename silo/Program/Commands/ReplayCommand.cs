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
        var inOrder = new Option<bool>("--in-order")
        {
            Description = "Send one message after the other, so that the same file always leads to the same sums; "
                + "without it counters go side by side.",
        };
        var command = new Command("replay", "Send a file of messages. Sent again, they get the same answers.")
        {
            file, to, inOrder,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var server = parsed.GetValue(to) ?? new Uri(Options.DefaultUrls);
            Show(await Run(parsed.GetValue(file)!, server, parsed.GetValue(inOrder), stop));
            return 0;
        });
        return command;
    }

    public static Task<ReplayResult> Run(FileInfo file, Uri server, bool inOrder, CancellationToken stop) =>
        Bars.Show("Replaying", async bar =>
        {
            using var client = new HttpClient { BaseAddress = server };
            await using var messages = file.OpenRead();
            long sent = 0;
            return await new Replayer(client, TimeProvider.System, inOrder).Run(
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
