using System.Data;
using System.Data.Common;
using Gongji.Journal.Entries;
using Gongji.Journal.Schema;
using Npgsql;
using NpgsqlTypes;

namespace Gongji.Journal.Postgres;

/// <summary>Reads commits with their seals: what one transaction wrote is one.</summary>
sealed class PostgresCommits(NpgsqlDataSource source, PostgresReach reach)
{
    const string Seals = $"SELECT {SealRows.Columns}, transaction FROM seal";
    const string Entries = "SELECT transaction, number, hash FROM journal";

    /// <summary>The next commits. All transactions up to a bound have ended, so what is read of them in two statements
    /// is as of one moment. The last ones are all that are there behind it, read in one: somebody may hold up a
    /// transaction for long, or have put a row where no transaction was.</summary>
    /// <param name="after">Null: from the first row on.</param>
    public async Task<(IReadOnlyList<SealedCommit> Commits, bool More)> Page(
        JournalPosition? after, CancellationToken stop)
    {
        var bound = await Bound(stop);
        var from = after is { } place ? (ulong)place.Transaction + 1 : 0;
        var seals = await Rows(
            $"{Seals} WHERE transaction >= $1 AND transaction < $2 AND transaction <= coalesce("
            + "(SELECT transaction FROM seal WHERE transaction >= $1 AND transaction < $2 "
            + $"ORDER BY transaction LIMIT 1 OFFSET {SealRows.SealsMax - 1}), $2) ORDER BY transaction",
            [from, bound],
            SealOf,
            stop);
        var entries = await Rows(
            $"{Entries} WHERE transaction >= $1 AND transaction < $2 "
            + $"ORDER BY transaction, number LIMIT {SealRows.EntriesMax}",
            [from, seals.Count >= SealRows.SealsMax ? seals[^1].Transaction + 1 : bound],
            EntryOf,
            stop);
        var end = End(
            bound,
            seals.ConvertAll(static row => row.Transaction),
            entries.ConvertAll(static row => (ulong)row.Position.Transaction));
        var commits = CommitsOf(
            seals.Where(row => row.Transaction < end), entries.Where(row => (ulong)row.Position.Transaction < end));
        return end < bound ? (commits, true) : ([.. commits, .. await Behind(bound, stop)], false);
    }

    /// <summary>All commits behind a bound that are there at one moment.</summary>
    async Task<List<SealedCommit>> Behind(ulong bound, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var moment = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        var seals = await Rows(
            $"{Seals} WHERE transaction >= $1 ORDER BY transaction", [bound], SealOf, stop, connection);
        var entries = await Rows(
            $"{Entries} WHERE transaction >= $1 ORDER BY transaction, number", [bound], EntryOf, stop, connection);
        return CommitsOf(seals, entries);
    }

    /// <summary>Below which transaction what was read is whole: a commit is not cut in two, unless it fills a page
    /// alone, which none of a ledger's does.</summary>
    static ulong End(ulong bound, List<ulong> seals, List<ulong> entries)
    {
        var end = seals.Count >= SealRows.SealsMax ? seals[^1] + 1 : bound;
        if (entries.Count < SealRows.EntriesMax)
        {
            return end;
        }
        return Math.Min(end, entries[0] == entries[^1] ? entries[^1] + 1 : entries[^1]);
    }

    static List<SealedCommit> CommitsOf(
        IEnumerable<(Seal Seal, ulong Transaction)> seals,
        IEnumerable<(JournalPosition Position, byte[] Hash)> entries)
    {
        var sealsOf = seals.ToLookup(static row => (long)row.Transaction, static row => row.Seal);
        var entriesOf = entries.ToLookup(static row => row.Position.Transaction);
        return
        [
            .. sealsOf.Select(static seal => seal.Key).Union(entriesOf.Select(static entry => entry.Key)).Order()
                .SelectMany(each => CommitsOf(each, [.. entriesOf[each]], [.. sealsOf[each]])),
        ];
    }

    /// <summary>One, unless somebody has written a second seal.</summary>
    static IEnumerable<SealedCommit> CommitsOf(
        long transaction, (JournalPosition Position, byte[] Hash)[] entries, Seal[] seals)
    {
        var last = entries.Length > 0 ? entries[^1].Position : new JournalPosition(transaction, 0);
        yield return new SealedCommit(
            last, [.. entries.Select(static entry => entry.Hash)], seals.FirstOrDefault());
        foreach (var seal in seals.Skip(1))
        {
            yield return new SealedCommit(last, [], seal);
        }
    }

    async Task<ulong> Bound(CancellationToken stop)
    {
        await using var command = source.CreateCommand("SELECT pg_snapshot_xmin(pg_current_snapshot())");
        await using var rows = await reach.Rows(command, stop);
        await rows.ReadAsync(stop);
        return rows.GetFieldValue<ulong>(0);
    }

    async Task<List<T>> Rows<T>(
        string sql,
        ulong[] transactions,
        Func<DbDataReader, T> of,
        CancellationToken stop,
        NpgsqlConnection? connection = null)
    {
        await using var command = connection is null ? source.CreateCommand(sql) : new NpgsqlCommand(sql, connection);
        command.CommandTimeout = 0;
        foreach (var transaction in transactions)
        {
            command.Parameters.Add(
                new NpgsqlParameter<ulong> { TypedValue = transaction, NpgsqlDbType = NpgsqlDbType.Xid8 });
        }
        await using var rows = await reach.Rows(command, stop);
        return await JournalRows.All(rows, of, stop);
    }

    static (Seal Seal, ulong Transaction) SealOf(DbDataReader row) =>
        (SealRows.SealOf(row), row.GetFieldValue<ulong>(SealRows.Width));

    static (JournalPosition Position, byte[] Hash) EntryOf(DbDataReader row) => (
        PostgresJournalStore.PositionOf(row, 0), row.GetFieldValue<byte[]>(2));
}
