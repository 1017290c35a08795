using System.Text.Json;
using Gongji.Journal.Entries;
using Gongji.Journal.Files;

namespace Gongji.Proof.Copying;

/// <summary>Writes a whole journal into one file that others can read and check: see docs/EXPORT.md.</summary>
public static class JournalExport
{
    const int BufferBytes = 1 << 20;

    /// <param name="begun">When the reading begins, by the clock of this machine.</param>
    /// <param name="to">A file that is not there yet.</param>
    /// <exception cref="IOException">It is there, or there is no room for it.</exception>
    /// <exception cref="InvalidDataException">Somebody has changed the journal.</exception>
    public static Task<CopiedJournal> Write(
        ICommitSource source, DateTimeOffset begun, string to, CancellationToken stop) =>
        FreshFile.Make(to, async part =>
        {
            await using var file = new FileStream(
                part, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes, useAsync: true);
            var ledger = source.Ledger;
            await Line(
                file,
                new ExportHeader(
                    ExportHeader.Name,
                    ledger.Ledger,
                    source.Databases,
                    ledger.Keys,
                    ledger.Seals,
                    JournalTime.Microseconds(begun)),
                stop);
            var tally = new ExportTally(ledger.Ledger, source.Databases);
            await foreach (var commit in source.Read(stop))
            {
                tally.Take(commit);
                await Line(file, ExportCommit.Of(commit), stop);
            }
            await Line(file, tally.Footer, stop);
            return tally.Copied;
        });

    static async Task Line<T>(FileStream file, T line, CancellationToken stop)
    {
        await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, ExportJson.Options), stop);
        file.WriteByte((byte)'\n');
    }
}
