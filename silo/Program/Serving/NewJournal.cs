using Gongji.Journal.Entries;
using Gongji.Journal.Files;
using Gongji.Journal.Naming;
using Gongji.Journal.Postgres;
using Gongji.Journal.Sqlite;
using Gongji.Program.Logs;
using Gongji.Proof.Copying;

namespace Gongji.Program.Serving;

/// <summary>Puts a journal that comes from elsewhere where none is.</summary>
static class NewJournal
{
    /// <summary>Sees that there is room for it and that all of it is the ledger's, then writes it up to the cut, and
    /// its name last: what is not written to its end is no ledger's.</summary>
    /// <exception cref="UsageException">It can't be put there.</exception>
    /// <exception cref="InvalidDataException">It is not as a ledger wrote it.</exception>
    public static async Task<CopiedJournal> Put(
        ICommitSource source, JournalCut cut, Place place, CancellationToken stop)
    {
        var databases = Math.Max(1, place.Postgres.Count);
        if (source.Databases != databases)
        {
            throw new UsageException(
                $"The journal is of {source.Databases} databases, and {databases} are named: seals say in which one "
                + "they stand. Name as many.");
        }
        Belonging.RequireKeysThatAreThere(place, source.Ledger);
        await Belonging.RequireNoJournal(place, stop);
        var (trust, _) = SealKeyFile.ToCheckWith(source.Ledger, place.SealKeyFile, null);
        var check = await SourceCheck.Check(source, trust, [], stop);
        if (!check.IsClean)
        {
            throw new InvalidDataException(
                $"It is not as the ledger wrote it: {check.Findings.Count} findings, which `gongji verify` names.");
        }
        return place.Postgres.Count == 0
            ? await InFile(source, cut, place, stop)
            : await InDatabases(source, cut, place, stop);
    }

    static Task<CopiedJournal> InFile(ICommitSource source, JournalCut cut, Place place, CancellationToken stop)
    {
        Directory.CreateDirectory(place.Data);
        return FreshFile.Make(place.JournalFile, async part =>
        {
            try
            {
                var copied = await Write(source, cut, new SqliteJournalStore(part), stop);
                await NamePlate.OfFile(part).Write(source.Ledger, stop);
                return copied;
            }
            finally
            {
                foreach (var ending in (string[])["-wal", "-shm", ".lock"])
                {
                    File.Delete(part + ending);
                }
            }
        });
    }

    static async Task<CopiedJournal> InDatabases(
        ICommitSource source, JournalCut cut, Place place, CancellationToken stop)
    {
        try
        {
            var store = PostgresJournalStore.Over(place.Postgres, TimeProvider.System);
            var copied = await Write(source, cut, store, stop);
            foreach (var plate in place.JournalPlates)
            {
                await plate.Write(source.Ledger, stop);
            }
            return copied;
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            throw new IOException(
                $"{failed.Message} What was written so far is no ledger's: drop the databases, and make them anew.",
                failed);
        }
    }

    static async Task<CopiedJournal> Write(
        ICommitSource source, JournalCut cut, IJournalStore store, CancellationToken stop)
    {
        await using (store)
        {
            await store.Prepare(stop);
            return await JournalImport.Write(source, cut, store, TimeProvider.System, stop);
        }
    }
}
