using System.CommandLine;
using Gongji.Program.Serving;

namespace Gongji.Program.Commands;

/// <summary><c>gongji rotate-keys</c>: another key to seal with, while nobody serves the ledger.</summary>
static class RotateKeysCommand
{
    public static Command Make()
    {
        var alone = (
            Data: Options.Data(), Keys: Options.Keys(), SealKey: Options.SealKey(), Postgres: Options.Postgres());
        var (database, journals) = (Options.Silos(), Options.Journals());
        var command = new Command(
            "rotate-keys",
            "Replace the key that the journal is sealed with, while no silo runs. Broken off, it is run again.")
        {
            alone.Data, alone.Keys, alone.SealKey, alone.Postgres, database, journals,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var place = Options.PlaceToServe(parsed, alone, (database, journals), Roles.Silo);
            var (keys, kept) = await KeyRotation.Run(place, TimeProvider.System, stop);
            Console.WriteLine(
                $"The journal is sealed with the key of fingerprint {keys.Newest.Fingerprint} from now on, the "
                + $"{keys.All.Count}. of this ledger. Give '{place.SealKeyFile}' to all its silos, and keep a copy "
                + "elsewhere.");
            Console.WriteLine($"A backup from before needs the one that was replaced: it is in '{kept}'.");
        });
        return command;
    }
}
