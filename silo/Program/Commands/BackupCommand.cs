using System.CommandLine;
using System.Globalization;
using Gongji.Journal.Sqlite;
using Gongji.Program.Logs;

namespace Gongji.Program.Commands;

/// <summary><c>gongji backup</c> and <c>gongji restore</c>: copy the journal of a ledger of one machine, while it
/// serves, and begin anew from such a copy.</summary>
static class BackupCommand
{
    public static Command Make()
    {
        var (data, postgres) = (Options.Data(), Options.Postgres());
        var to = new Option<string>("--to")
        {
            Description = "File of the copy, which is not there yet; best on another disk.",
            Required = true,
        };
        var command = new Command(
            "backup", "Copy the journal, without the keys to identities, into one file, while the ledger may go on.")
        {
            data, postgres, to,
        };
        command.SetAction(parsed =>
        {
            var place = Options.PlaceIn(parsed, data, postgres);
            if (place.Postgres.Count > 0)
            {
                throw new UsageException(
                    "A journal in PostgreSQL is backed up by pg_basebackup and archived logs: see deploy/CLUSTER.md.");
            }
            place.EnsureJournal();
            Tell(SqliteBackup.Write(place.JournalFile, parsed.GetValue(to)!));
            Console.WriteLine($"Keep '{place.KeyFile}' elsewhere: without it no name and no card in it can be read.");
        });
        return command;
    }

    public static Command MakeRestore()
    {
        var data = Options.Data();
        var file = Options.File("A copy that gongji backup made.");
        var command = new Command(
            "restore", "Put a copy of a journal into a folder that has none. Prove it before it is served.")
        {
            data, file,
        };
        command.SetAction(parsed =>
        {
            var place = Options.PlaceOf(parsed.GetValue(data)!);
            place.EnsureNoJournal();
            Directory.CreateDirectory(place.Data);
            Tell(SqliteBackup.Write(parsed.GetValue(file)!.FullName, place.JournalFile));
            Console.WriteLine(
                $"What was booked later is not in it. '{place.KeyFile}' has to be the one that belongs to it.");
        });
        return command;
    }

    static void Tell(JournalCopy copy) => Console.WriteLine(copy.Last is { } last
        ? string.Create(
            CultureInfo.InvariantCulture, $"{copy.Entries:N0} entries, the last of {last:yyyy-MM-dd HH:mm:ss.ffffff}Z")
        : "No entries.");
}
