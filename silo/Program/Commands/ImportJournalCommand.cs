using System.CommandLine;
using Gongji.Program.Serving;
using Gongji.Program.Showing;
using Gongji.Proof.Copying;

namespace Gongji.Program.Commands;

/// <summary><c>gongji import-journal</c>: puts an exported journal where none is, on whatever store.</summary>
static class ImportJournalCommand
{
    public static Command Make()
    {
        var file = Options.File("A file that gongji export made.");
        var (data, sealKey, postgres) = (Options.Data(), Options.SealKey(), Options.Postgres());
        var until = Until.Option();
        var command = new Command(
            "import-journal", "Put an exported journal into a place that has none. Prove it before it is served.")
        {
            file, data, sealKey, postgres, until,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var place = Options.SealedIn(parsed, Options.PlaceOrJournal(parsed, data, postgres), sealKey);
            var source = await ExportFile.Open(parsed.GetValue(file)!.FullName, stop);
            // Databases were read one after the other: what is later may be the effect of what is in none.
            var cut = parsed.GetValue(until) is null && source.Databases > 1
                ? JournalCut.At(source.Begun)
                : await Until.CutAt(parsed.GetValue(until), source, stop);
            var copied = await NewJournal.Put(source, cut, place, stop);
            var name = source.Ledger;
            Console.WriteLine($"Ledger {name.Ledger}: {CopyText.Of(copied)}");
            Console.WriteLine(CopyText.Of(cut.LeftOut));
            if (parsed.GetValue(until) is null && cut.LeftOut?.From <= source.Begun)
            {
                Console.WriteLine(
                    "Some of what was left out was decided before the export began, by the clocks of silos, which "
                    + "differ: where that is more than a few seconds, import it anew into an empty place, with "
                    + "--until.");
            }
            Console.WriteLine(
                "What was booked later is not in it. Prove it with --full before it is served, without the proof.json "
                + "of the place that it comes from. It is served with the keys of the fingerprint "
                + $"{name.Keys} and the one that it is sealed with.");
        });
        return command;
    }
}
