using System.CommandLine;
using System.Globalization;
using Gongji.Journal.Entries;
using Gongji.Program.Serving;
using Gongji.Program.Showing;
using Gongji.Proof.Proving;
using Spectre.Console;

namespace Gongji.Program.Commands;

/// <summary><c>gongji prove</c>: proves the books from the journal alone, while a server may go on working.</summary>
static class ProveCommand
{
    public static Command Make()
    {
        var (data, sealKey, postgres) = (Options.Data(), Options.SealKey(), Options.Postgres());
        var (database, policies, replace) = (Options.Database(), Options.Policies(), Options.ReplacePacks());
        var heads = Options.Heads(
            "File or address where a silo keeps the heads of the journal, or a log of one: all that it names has to be "
            + "there.");
        var full = new Option<bool>("--full")
        {
            Description = "Ask the rules of everything from the first entry on, not just of what is new since the last "
                + "clean proof.",
        };
        var command = new Command(
            "prove", "Prove from the journal that the books balance. Exit code 1 when they don't.")
        {
            data, sealKey, postgres, database, heads, policies, replace, full,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var names = Options.PacksOf(parsed, policies, replace);
            var place = Options.SealedIn(parsed, Options.PlaceIn(parsed, data, postgres, database), sealKey);
            var known = await KnownLedger.Read(place, parsed.GetValue(heads), stop);
            await using var journal = place.JournalToRead();
            var report = await Prove(journal, known, parsed.GetValue(full), stop);
            ProofTable.Show(report, names);
            return report.IsClean ? 0 : 1;
        });
        return command;
    }

    /// <summary>Goes on from the proof that is kept, or begins anew, and keeps what it has proven.</summary>
    public static async Task<ProofReport> Prove(
        IJournalStore journal, KnownLedger known, bool full, CancellationToken stop)
    {
        var proof = await Bars.Show("Proving", bar =>
        {
            bar.IsIndeterminate = true;
            var told = new Told<ProofProgress>(done => bar.Description = $"Proving {done.Entries:N0}");
            return known.Prove(journal, full, told, stop);
        });
        Tell(known, proof.Report);
        if (proof.Kept is { } proven)
        {
            await Keep(known.File, proven, stop);
        }
        return proof.Report;
    }

    /// <summary>What a proof can't see it says.</summary>
    static void Tell(KnownLedger known, ProofReport report)
    {
        var ledger = $"Ledger {known.Name.Ledger}";
        AnsiConsole.WriteLine(known.Proof is { } earlier
            ? string.Create(
                CultureInfo.InvariantCulture, $"{ledger}, proven before up to {earlier.Newest:yyyy-MM-dd HH:mm:ss}Z.")
            : $"{ledger}. No earlier proof is known at '{known.File.Path}'.");
        if (!known.HasHeads)
        {
            AnsiConsole.WriteLine(
                "No head of its seals is known: whether entries are missing at the end, or it is an older copy, can't "
                + "be said. --heads names where a silo keeps them.");
        }
        if (!known.IsKeyKnown)
        {
            AnsiConsole.WriteLine(
                "Seals are checked with the key that the journal itself names: compare its fingerprint, "
                + $"{known.Trust.Keys.Newest.Fingerprint}, with the one that `gongji init` or "
                + "`gongji rotate-keys` told.");
        }
        if (known.Trust.Snapshots is null && report.Since is not null)
        {
            AnsiConsole.WriteLine(
                "Snapshots that were compared before were not looked at again: their key is not here. No silo goes on "
                + "from one that was changed.");
        }
    }

    /// <summary>An auditor may read the journal and not be allowed to write beside it.</summary>
    static async Task Keep(ProofFile file, KeptProof proven, CancellationToken stop)
    {
        try
        {
            await file.Keep(proven, stop);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            AnsiConsole.WriteLine($"The next proof cannot go on from this one: {exception.Message}");
        }
    }
}
