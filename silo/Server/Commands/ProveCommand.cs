using System.CommandLine;
using Gongji.Journal;
using Gongji.Journal.Proving;

namespace Gongji.Server.Commands;

/// <summary><c>gongji prove</c>: proves the books from the journal alone, while a server may go on working.</summary>
static class ProveCommand
{
    public static Command Make()
    {
        var (data, postgres, policies) = (Options.Data(), Options.Postgres(), Options.Policies());
        var command = new Command(
            "prove", "Prove from the journal that the books balance. Exit code 1 when they don't.")
        {
            data, postgres, policies,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var names = OneMachine.Packs(parsed.GetValue(policies) ?? []);
            await using var journal = Options.PlaceIn(parsed, data, postgres).JournalToRead();
            var report = await Prove(journal, stop);
            ProofTable.Show(report, names);
            return report.IsClean ? 0 : 1;
        });
        return command;
    }

    public static Task<ProofReport> Prove(IJournalStore journal, CancellationToken stop) =>
        Bars.Show("Proving", bar =>
        {
            bar.IsIndeterminate = true;
            var told = new Told<ProofProgress>(done => bar.Description = $"Proving {done.Entries:N0}");
            return Prover.Prove(journal, TimeProvider.System, told, stop);
        });
}
