using System.CommandLine;
using Gongji.Program.Showing;

namespace Gongji.Program.Commands;

/// <summary><c>gongji status</c>: what of a ledger is there, and how it stands, without changing anything.</summary>
static class StatusCommand
{
    public static Command Make()
    {
        var (data, sealKey, postgres) = (Options.Data(), Options.SealKey(), Options.Postgres());
        var database = Options.Database();
        var command = new Command(
            "status", "Tell what of a ledger is there and how it stands. Exit code 1 when it can't be served so.")
        {
            data, sealKey, postgres, database,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var place = Options.SealedIn(parsed, Options.PlaceToLookAt(parsed, data, postgres, database), sealKey);
            return await new StatusLines(place).Show(stop) ? 0 : 1;
        });
        return command;
    }
}
