using System.CommandLine;
using Gongji.Journal.Naming;
using Gongji.Journal.Sqlite;
using Gongji.Program.Logs;
using Gongji.Program.Serving;
using Gongji.Program.Showing;
using Gongji.Proof.Copying;

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
        command.SetAction(async (parsed, stop) =>
        {
            if (parsed.GetValue(postgres) is { Length: > 0 })
            {
                throw new UsageException(
                    "A journal in PostgreSQL is backed up by pg_basebackup and archived logs: see deploy/CLUSTER.md.");
            }
            var place = Options.PlaceOf(parsed, data);
            var name = await Belonging.Require(place, Roles.Silo, stop);
            Tell(name, await SqliteBackup.Write(place.JournalFile, parsed.GetValue(to)!));
            Console.WriteLine(
                $"Keep '{place.KeyFile}' and '{place.SealKeyFile}' elsewhere: without them no name and no card in it "
                + "can be read, and nothing be booked.");
        });
        return command;
    }

    public static Command MakeRestore()
    {
        var (data, until) = (Options.Data(), Until.Option());
        var file = Options.File("A copy that gongji backup made.");
        var command = new Command(
            "restore", "Put a copy of a journal into a folder that has none. Prove it before it is served.")
        {
            data, until, file,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var (place, copy) = (Options.PlaceOf(parsed, data), parsed.GetValue(file)!.FullName);
            place.EnsureNoJournal();
            var name = await Belonging.OfCopy(copy, place, stop);
            if (parsed.GetValue(until) is { } end)
            {
                await Restore(copy, name, end, place, stop);
            }
            else
            {
                SqliteBackup.RequireSound(copy);
                Directory.CreateDirectory(place.Data);
                Tell(name, await SqliteBackup.Write(copy, place.JournalFile));
            }
            Console.WriteLine(
                "What was booked later is not in it, and a proof that had gone further will name it as missing. Its "
                + $"keys, of the fingerprint {name.Keys}, belong to '{place.KeyFile}', the one that it is sealed with "
                + $"to '{place.SealKeyFile}'.");
        });
        return command;
    }

    static async Task Restore(string copy, LedgerName name, string until, Place place, CancellationToken stop)
    {
        await using var journal = new SqliteJournalStore(copy);
        var source = new JournalSource(journal, name, TimeProvider.System);
        var cut = await Until.CutAt(until, source, stop);
        Console.WriteLine($"Ledger {name.Ledger}: {CopyText.Of(await NewJournal.Put(source, cut, place, stop))}");
        Console.WriteLine(CopyText.Of(cut.LeftOut));
    }

    static void Tell(LedgerName name, JournalCopy copy) =>
        Console.WriteLine($"Ledger {name.Ledger}: {CopyText.Of(copy)}");
}
