using System.CommandLine;
using System.Globalization;
using Gongji.Journal.Entries;
using Gongji.Journal.Naming;
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
        var full = new Option<bool>("--full")
        {
            Description = "Prove everything from the first entry on, not just what is new since the last clean proof.",
        };
        var command = new Command(
            "prove", "Prove from the journal that the books balance. Exit code 1 when they don't.")
        {
            data, sealKey, postgres, database, policies, replace, full,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var names = Options.PacksOf(parsed, policies, replace);
            var place = Options.SealedIn(parsed, Options.PlaceIn(parsed, data, postgres, database), sealKey);
            var ledger = await Belonging.Require(place, Roles.Silo, stop);
            await using var journal = place.JournalToRead();
            var report = await Prove(journal, place, ledger, parsed.GetValue(full), stop);
            ProofTable.Show(report, names);
            return report.IsClean ? 0 : 1;
        });
        return command;
    }

    /// <summary>Goes on from the proof that is kept, or begins anew, and keeps what it has proven.</summary>
    public static async Task<ProofReport> Prove(
        IJournalStore journal, Place place, LedgerName ledger, bool full, CancellationToken stop)
    {
        var file = new ProofFile(place.ProofFile, ledger.Ledger, ProofFile.ThisProgram);
        var known = await file.Load(stop);
        var (key, isKnown) = SealKeyFile.ToCheckWith(ledger, place.SealKeyFile, known?.SealKey);
        var trust = new SealTrust(ledger.Ledger, key);
        var proof = await Bars.Show("Proving", bar =>
        {
            bar.IsIndeterminate = true;
            var told = new Told<ProofProgress>(done => bar.Description = $"Proving {done.Entries:N0}");
            return Prover.Prove(known, full, journal, trust, TimeProvider.System, told, stop);
        });
        Tell(known, ledger, place);
        if (!isKnown)
        {
            AnsiConsole.WriteLine(
                "Seals are checked with the key that the journal itself names: compare its fingerprint, "
                + $"{key.Fingerprint}, with the one that `gongji init` told.");
        }
        if (proof.Kept is { } proven)
        {
            await Keep(file, proven, stop);
        }
        return proof.Report;
    }

    /// <summary>What a proof can't see it says.</summary>
    static void Tell(KnownProof? known, LedgerName ledger, Place place) => AnsiConsole.WriteLine(known is null
        ? $"Ledger {ledger.Ledger}. No earlier proof is known at '{place.ProofFile}': whether entries are missing at "
            + "the end can't be said."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"Ledger {ledger.Ledger}, proven before up to {known.Newest:yyyy-MM-dd HH:mm:ss}Z."));

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
