using System.CommandLine;
using Gongji.Journal.Naming;
using Gongji.Journal.Sqlite;
using Gongji.Program.Serving;
using Gongji.Program.Showing;
using Gongji.Proof.Copying;

namespace Gongji.Program.Commands;

/// <summary><c>gongji verify</c>: whether a copy or an export is as the ledger wrote it, without putting it anywhere.
/// </summary>
static class VerifyCommand
{
    public static Command Make()
    {
        var file = Options.File("A copy that gongji backup made, or a file that gongji export made.");
        var (data, sealKey) = (Options.Data(), Options.SealKey());
        var heads = Options.Heads(
            "File or address where a silo keeps the heads of the journal: all have to be in the file.");
        data.Description = "Folder of the ledger: its keys, and the proof.json of what has to be in the file.";
        var command = new Command(
            "verify", "See whether a copy or an export of a journal is whole. Exit code 1 when it is not.")
        {
            file, data, sealKey, heads,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var path = parsed.GetValue(file)!.FullName;
            var beside = new Beside(parsed.GetValue(data), parsed.GetValue(sealKey), parsed.GetValue(heads));
            return await (SqliteBackup.IsFile(path) ? Copy(path, beside, stop) : Export(path, beside, stop)) ? 0 : 1;
        });
        return command;
    }

    static async Task<bool> Copy(string path, Beside beside, CancellationToken stop)
    {
        SqliteBackup.RequireSound(path);
        var name = await Belonging.OfCopy(path, beside.Place, stop);
        var known = await beside.Known(name, stop);
        await using var journal = new SqliteJournalStore(path);
        var proof = await known.Prove(journal, full: true, null, stop);
        ProofTable.Show(proof.Report, Packs.Of([]));
        return proof.Report.IsClean;
    }

    static async Task<bool> Export(string path, Beside beside, CancellationToken stop)
    {
        var source = await ExportFile.Open(path, stop);
        Belonging.RequireKeysThatAreThere(beside.Place, source.Ledger);
        var known = await beside.Known(source.Ledger, stop);
        var check = await SourceCheck.Check(source, known.Trust, [.. known.Proof?.Heads ?? [], .. known.Told], stop);
        foreach (var finding in check.Findings)
        {
            Console.WriteLine($"{finding}");
        }
        Console.WriteLine(CopyText.Of(check.Copied));
        Console.WriteLine(check.IsClean
            ? "All of it is as the ledger wrote it. Whether sums are right is proven where it is imported."
            : $"IT IS NOT AS THE LEDGER WROTE IT: {check.Findings.Count} findings.");
        return check.IsClean;
    }

    /// <summary>What is known of the ledger beside the file.</summary>
    /// <param name="data">Null when nothing is.</param>
    sealed class Beside(string? data, string? sealKey, string? heads)
    {
        public Place Place { get; } = new(data ?? "", [])
        {
            KeyFile = data is null ? "" : new Place(data, []).KeyFile,
            SealKeyFile = sealKey ?? (data is null ? "" : new Place(data, []).SealKeyFile),
        };

        /// <summary>Says what can't be known, too.</summary>
        public async Task<KnownLedger> Known(LedgerName name, CancellationToken stop)
        {
            var known = await KnownLedger.Of(name, Place, heads, stop);
            Console.WriteLine($"Ledger {name.Ledger}.");
            if (known.Proof is { } proof)
            {
                Console.WriteLine($"All that was proven up to {CopyText.Of(proof.Newest)} has to be in it.");
            }
            if (!known.HasHeads)
            {
                Console.WriteLine(
                    "No proof or head is known beside it: whether the ledger had booked more by then can't be said.");
            }
            if (!known.IsKeyKnown)
            {
                Console.WriteLine(
                    "It names the key of its seals itself: compare the fingerprint "
                    + $"{known.Trust.Keys.Newest.Fingerprint} with the one that `gongji init` or "
                    + "`gongji rotate-keys` told.");
            }
            return known;
        }
    }
}
