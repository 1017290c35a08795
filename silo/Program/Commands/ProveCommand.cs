using System.CommandLine;
using Gongji.Journal.Entries;
using Gongji.Program.Showing;
using Gongji.Proof.Proving;
using Spectre.Console;

namespace Gongji.Program.Commands;

/// <summary><c>gongji prove</c>: proves the books from the journal alone, while a server may go on working.</summary>
static class ProveCommand
{
    public static Command Make()
    {
        var (data, postgres) = (Options.Data(), Options.Postgres());
        var (database, policies, replace) = (Options.Database(), Options.Policies(), Options.ReplacePacks());
        var full = new Option<bool>("--full")
        {
            Description = "Prove everything from the first entry on, not just what is new since the last clean proof.",
        };
        var command = new Command(
            "prove", "Prove from the journal that the books balance. Exit code 1 when they don't.")
        {
            data, postgres, database, policies, replace, full,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var names = Options.PacksOf(parsed, policies, replace);
            var place = Options.PlaceIn(parsed, data, postgres, database);
            await using var journal = place.JournalToRead();
            var report = await Prove(journal, new ProofFile(place.ProofFile), parsed.GetValue(full), stop);
            ProofTable.Show(report, names);
            return report.IsClean ? 0 : 1;
        });
        return command;
    }

    /// <summary>Goes on from the proof in the file, or begins anew, and keeps what it has proven there.</summary>
    public static async Task<ProofReport> Prove(
        IJournalStore journal, ProofFile file, bool full, CancellationToken stop)
    {
        var kept = full ? null : await file.Load(stop);
        var proof = kept is null ? null : await Prover.ProveSince(kept, journal, TimeProvider.System, stop);
        proof ??= await Bars.Show("Proving", bar =>
        {
            bar.IsIndeterminate = true;
            var told = new Told<ProofProgress>(done => bar.Description = $"Proving {done.Entries:N0}");
            return Prover.ProveAll(journal, TimeProvider.System, told, stop);
        });
        if (proof.Kept is { } proven)
        {
            await Keep(file, proven, stop);
        }
        return proof.Report;
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
