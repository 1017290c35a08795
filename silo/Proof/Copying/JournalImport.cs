using System.Text.Json;
using Gongji.Journal.Entries;

namespace Gongji.Proof.Copying;

/// <summary>Writes a journal that was checked into databases that have none, each commit in a transaction of its own.
/// </summary>
public static class JournalImport
{
    const int MarksAtOnce = 1_000;

    /// <param name="store">As many databases as the journal had: a seal covers the number of its own.</param>
    /// <param name="time">By which is known how long what was written is waited for.</param>
    /// <exception cref="InvalidDataException">What was read or written is not as it was checked.</exception>
    public static async Task<CopiedJournal> Write(
        ICommitSource source, JournalCut cut, IJournalStore store, TimeProvider time, CancellationToken stop)
    {
        var written = await WriteCommits(source, cut, store, stop);
        await ReadBack(written, source, store, time, stop);
        foreach (var marks in (await OpenWork.In(store, stop)).GroupBy(mark => DatabaseOf(mark.Grain, store)))
        {
            foreach (var some in marks.Chunk(MarksAtOnce))
            {
                await store.Write(marks.Key, new Batch([], some), stop);
            }
        }
        return written.Copied;
    }

    /// <remarks>The first lanes of a store write to its databases in their order.</remarks>
    static async Task<ExportTally> WriteCommits(
        ICommitSource source, JournalCut cut, IJournalStore store, CancellationToken stop)
    {
        var tally = new ExportTally(source.Ledger.Ledger, source.Databases);
        await foreach (var commit in source.Read(stop))
        {
            if (!cut.Takes(commit))
            {
                continue;
            }
            if (await store.Write(commit.Database, new Batch(commit.Entries, [], commit.Seal), stop) is not [])
            {
                throw new InvalidDataException("An entry is there already: somebody else writes beside it.");
            }
            tally.Take(commit);
        }
        return tally;
    }

    /// <summary>Sees that all is there that was written.</summary>
    static async Task ReadBack(
        ExportTally written, ICommitSource source, IJournalStore store, TimeProvider time, CancellationToken stop)
    {
        var there = new ExportTally(source.Ledger.Ledger, source.Databases);
        await foreach (var commit in new JournalSource(store, source.Ledger, time).Read(stop))
        {
            there.Take(commit);
        }
        if (JsonSerializer.Serialize(there.Footer) != JsonSerializer.Serialize(written.Footer))
        {
            throw new InvalidDataException("Not all that was written is there, or somebody else wrote beside it.");
        }
    }

    static int DatabaseOf(GrainKey grain, IJournalStore store) =>
        (int)(GrainHash.Of(grain.Value) % (uint)store.Databases);
}
