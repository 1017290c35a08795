using Gongji.Journal.Entries;
using Gongji.Journal.Schema;
using Microsoft.Data.Sqlite;

namespace Gongji.Journal.Sqlite;

/// <summary>Reads commits with their seals. A seal names the last entry of its commit; entries do not name theirs.
/// </summary>
static class SqliteCommits
{
    public static async Task<long> CountAfter(
        SqliteConnection connection, JournalPosition position, CancellationToken stop)
    {
        await using var command = SqliteJournalStore.Command(
            connection, "SELECT count(*) FROM journal WHERE number > $0", position.Number);
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>The next commits, entries and seals as of one moment.</summary>
    /// <param name="after">Null: from the first row on.</param>
    public static async Task<(IReadOnlyList<SealedCommit> Commits, bool More)> Page(
        SqliteConnection connection, JournalPosition? after, CancellationToken stop)
    {
        var from = after is { } place ? place.Number + 1 : long.MinValue;
        await using var moment = (SqliteTransaction)await connection.BeginTransactionAsync(stop);
        await using var sealing = SqliteJournalStore.Command(
            connection,
            $"SELECT {SealRows.Columns}, last FROM seal WHERE last >= $0 AND last <= coalesce("
            + $"(SELECT last FROM seal WHERE last >= $0 ORDER BY last LIMIT 1 OFFSET {SealRows.SealsMax - 1}), "
            + $"{long.MaxValue}) ORDER BY last, rowid",
            from);
        await using var sealRows = await sealing.ExecuteReaderAsync(stop);
        var seals = await JournalRows.All(
            sealRows, static row => (Seal: SealRows.SealOf(row), Last: row.GetInt64(SealRows.Width)), stop);
        await using var hashing = SqliteJournalStore.Command(
            connection,
            "SELECT number, hash FROM journal WHERE number >= $0 AND number <= $1 "
            + $"ORDER BY number LIMIT {SealRows.EntriesMax}",
            from,
            seals.Count >= SealRows.SealsMax ? seals[^1].Last : long.MaxValue);
        await using var hashRows = await hashing.ExecuteReaderAsync(stop);
        var hashes = await JournalRows.All(
            hashRows, static row => (Number: row.GetInt64(0), Hash: row.GetFieldValue<byte[]>(1)), stop);
        var until = End(seals.ConvertAll(static row => row.Last), hashes.ConvertAll(static row => row.Number));
        return (
            CommitsOf(
                seals.TakeWhile(row => row.Last <= until), [.. hashes.TakeWhile(row => row.Number <= until)]),
            until < long.MaxValue);
    }

    /// <summary>Up to which number what was read is whole: a commit is not cut in two.</summary>
    /// <param name="seals">The numbers of the last entries of the commits that have one.</param>
    static long End(List<long> seals, List<long> entries)
    {
        var until = seals.Count >= SealRows.SealsMax ? seals[^1] : long.MaxValue;
        if (entries.Count < SealRows.EntriesMax || entries[^1] >= until)
        {
            return until;
        }
        var whole = seals.FindLastIndex(last => last <= entries[^1]);
        return whole >= 0 ? seals[whole] : entries[^1];
    }

    /// <summary>A seal is of the entries before its place; what lies behind the one before it and is not of them has
    /// none.</summary>
    static List<SealedCommit> CommitsOf(
        IEnumerable<(Seal Seal, long Last)> seals, List<(long Number, byte[] Hash)> hashes)
    {
        var commits = new List<SealedCommit>();
        var next = 0;
        foreach (var (seal, last) in seals)
        {
            if (seal.Count > 0 && seal.Count <= last)
            {
                Take(last - seal.Count, null);
            }
            Take(last, seal);
        }
        Take(long.MaxValue, null);
        return commits;

        void Take(long until, Seal? seal)
        {
            var first = next;
            while (next < hashes.Count && hashes[next].Number <= until)
            {
                next++;
            }
            if (seal is not null || next > first)
            {
                var last = seal is null ? hashes[next - 1].Number : until;
                commits.Add(new SealedCommit(
                    new JournalPosition(0, last), [.. hashes[first..next].Select(static row => row.Hash)], seal));
            }
        }
    }
}
