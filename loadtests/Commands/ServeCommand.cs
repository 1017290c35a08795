using System.CommandLine;
using Gongji.LoadTests.Comparing;
using Gongji.LoadTests.Engines;

namespace Gongji.LoadTests.Commands;

/// <summary><c>serve</c>: the process whose first answer is measured. Nobody else needs it, so no help names it.
/// </summary>
static class ServeCommand
{
    public static Command Make()
    {
        var engine = Given.One("--engine", "In what the grains live.", EngineKind.Silo);
        var folder = new Option<string>("--folder") { Description = "Of the journal and the keys.", Required = true };
        var url = new Option<string>("--url") { Description = "Where it speaks HTTP.", Required = true };
        var command = new Command("serve", "Serves an empty ledger until SIGTERM.")
        {
            engine, folder, url,
        };
        command.Hidden = true;
        command.SetAction((parsed, _) => LedgerWeb.Serve(
            parsed.GetValue(engine), Packs.Load(), parsed.GetValue(folder)!, parsed.GetValue(url)!));
        return command;
    }
}
