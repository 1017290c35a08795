using System.CommandLine;
using Gongji.Program.Serving;

namespace Gongji.Program.Commands;

/// <summary><c>gongji init</c>: begins a ledger, so that none is ever begun by mistake.</summary>
static class InitCommand
{
    public static Command Make()
    {
        var alone = (
            Data: Options.Data(), Keys: Options.Keys(), SealKey: Options.SealKey(), Postgres: Options.Postgres());
        var (database, journals) = (Options.Silos(), Options.Journals());
        var command = new Command(
            "init", "Begin a ledger: make its tables and its keys, and name it. What is there already stays.")
        {
            alone.Data, alone.Keys, alone.SealKey, alone.Postgres, database, journals,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var place = Options.PlaceToServe(
                parsed, alone, (database, journals), Roles.Silo | Roles.Gateway);
            var (name, isNew) = await Belonging.Begin(place, stop);
            Console.WriteLine($"Ledger {name.Ledger} {(isNew ? "is begun" : "was begun already")}.");
            Console.WriteLine(
                $"Its journal is sealed with the key of fingerprint {SealKeyFile.KeysOf(name).Newest.Fingerprint}.");
            Console.WriteLine(
                $"Keep copies of '{place.KeyFile}' and '{place.SealKeyFile}' elsewhere: without them no name and no "
                + "card can be read, and nothing be booked.");
        });
        return command;
    }
}
