using System.CommandLine;
using Gongji.Program.Serving;
using Gongji.Program.Showing;
using Gongji.Proof.Copying;

namespace Gongji.Program.Commands;

/// <summary><c>gongji export</c>: the whole journal in one file that others can read and check, while the ledger
/// serves.</summary>
static class ExportCommand
{
    public static Command Make()
    {
        var (data, postgres) = (Options.Data(), Options.Postgres());
        var to = new Option<string>("--to")
        {
            Description = "The file, which is not there yet.",
            Required = true,
        };
        var command = new Command(
            "export", "Write the whole journal into one file in a documented format, while the ledger may go on.")
        {
            data, postgres, to,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var place = Options.JournalIn(parsed, data, postgres);
            var name = await Belonging.Require(place, Roles.Silo, stop);
            await using var journal = place.JournalToRead();
            var source = new JournalSource(journal, name, TimeProvider.System);
            var begun = TimeProvider.System.GetUtcNow();
            Console.WriteLine(
                $"Ledger {name.Ledger}: "
                + CopyText.Of(await JournalExport.Write(source, begun, parsed.GetValue(to)!, stop)));
            Console.WriteLine(
                $"All that was booked before {CopyText.Of(begun)} is in it. The keys are not: without them no name and "
                + "no card in it can be read.");
        });
        return command;
    }
}
