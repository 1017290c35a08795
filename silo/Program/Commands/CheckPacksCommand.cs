using System.CommandLine;
using Gongji.Program.Serving;

namespace Gongji.Program.Commands;

/// <summary><c>gongji check-packs FOLDER</c>: tells all that is wrong with policy packs, without a server.</summary>
static class CheckPacksCommand
{
    public static Command Make()
    {
        var folders = new Argument<string[]>("FOLDER")
        {
            Description = "Folders of policy packs, as a server would be given them with --policies.",
            Arity = ArgumentArity.OneOrMore,
        };
        var replace = Options.ReplacePacks();
        var command = new Command(
            "check-packs", "Tell all that is wrong with policy packs. Exit code 1 when there is anything.")
        {
            folders, replace,
        };
        command.SetAction(parsed => Check(parsed.GetValue(folders)!, parsed.GetValue(replace)));
        return command;
    }

    static int Check(string[] folders, bool replace)
    {
        var check = Packs.Check(folders, replace);
        foreach (var fault in check.Faults)
        {
            Console.WriteLine(fault.Message);
        }
        foreach (var note in check.Packs.Notes)
        {
            Console.WriteLine($"Note: {note}");
        }
        Console.WriteLine(check.Faults.Count == 0 ? "No fault." : $"Faults: {check.Faults.Count}");
        return check.Faults.Count == 0 ? 0 : 1;
    }
}
