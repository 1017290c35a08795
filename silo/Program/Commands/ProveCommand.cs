using System.CommandLine;
using System.Globalization;
using Gongji.Hosting.Heads;
using Gongji.Journal.Entries;
using Gongji.Journal.Naming;
using Gongji.Journal.Sealing;
using Gongji.Program.Logs;
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
            var ledger = await Belonging.Require(place, Roles.Silo, stop);
            await using var journal = place.JournalToRead();
            var told = await ToldAt(parsed.GetValue(heads), ledger, stop);
            var report = await Prove(journal, place, ledger, told, parsed.GetValue(full), stop);
            ProofTable.Show(report, names);
            return report.IsClean ? 0 : 1;
        });
        return command;
    }

    /// <summary>Goes on from the proof that is kept, or begins anew, and keeps what it has proven.</summary>
    public static async Task<ProofReport> Prove(
        IJournalStore journal,
        Place place,
        LedgerName ledger,
        IReadOnlyList<PlacedHead> told,
        bool full,
        CancellationToken stop)
    {
        var file = new ProofFile(place.ProofFile, ledger.Ledger, ProofFile.ThisProgram);
        var known = await file.Load(stop);
        var (trust, isKnown) = SealKeyFile.ToCheckWith(ledger, place.SealKeyFile, known?.SealKey);
        var proof = await Bars.Show("Proving", bar =>
        {
            bar.IsIndeterminate = true;
            var shown = new Told<ProofProgress>(done => bar.Description = $"Proving {done.Entries:N0}");
            return Prover.Prove(known, told, full, journal, trust, TimeProvider.System, shown, stop);
        });
        Tell(known, told, ledger, place);
        if (!isKnown)
        {
            AnsiConsole.WriteLine(
                "Seals are checked with the key that the journal itself names: compare its fingerprint, "
                + $"{trust.Key.Fingerprint}, with the one that `gongji init` told.");
        }
        if (trust.Snapshots is null && proof.Report.Since is not null)
        {
            AnsiConsole.WriteLine(
                "Snapshots that were compared before were not looked at again: their key is not here. No silo goes on "
                + "from one that was changed.");
        }
        if (proof.Kept is { } proven)
        {
            await Keep(file, proven, stop);
        }
        return proof.Report;
    }

    /// <summary>What a proof can't see it says.</summary>
    static void Tell(KnownProof? known, IReadOnlyList<PlacedHead> told, LedgerName ledger, Place place)
    {
        AnsiConsole.WriteLine(known is null
            ? $"Ledger {ledger.Ledger}. No earlier proof is known at '{place.ProofFile}'."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Ledger {ledger.Ledger}, proven before up to {known.Newest:yyyy-MM-dd HH:mm:ss}Z."));
        if (told.Count + (known?.Heads.Count ?? 0) == 0)
        {
            AnsiConsole.WriteLine(
                "No head of its seals is known: whether entries are missing at the end, or it is an older copy, can't be "
                + "said. --heads names where a silo keeps them.");
        }
    }

    /// <exception cref="UsageException">Nothing is there, or heads of another ledger.</exception>
    static async Task<IReadOnlyList<PlacedHead>> ToldAt(string? place, LedgerName ledger, CancellationToken stop)
    {
        if (place is null)
        {
            return [];
        }
        var told = HeadsElsewhere.Of(await HeadsPlace.Of(place).Read(stop), ledger.Ledger, place);
        return told.Count > 0 ? told : throw new UsageException($"No heads are told at '{place}'.");
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
