using System.Runtime.CompilerServices;
using Gongji.Journal.Entries;
using Gongji.Journal.Schema;
using Microsoft.Data.Sqlite;

namespace Gongji.Journal.Sqlite;

/// <summary>Keeps the journal in one local SQLite file, which belongs to the process that prepared it first.</summary>
public sealed class SqliteJournalStore(string file) : IJournalStore
{
    const string Columns = "grain, sequence, at, kind, operation, digest, actor, CAST(body AS BLOB), hash";
    const string Snapshots = "SELECT sequence, hash, CAST(body AS BLOB), seal, grain FROM snapshot";

    static readonly JournalRows Reader = new(
        static (row, column) => JournalTime.Of(row.GetInt64(column)),
        static (row, column) => new JournalPosition(0, row.GetInt64(column)));

    readonly string _reading = SqliteReading.Of(file);

    readonly SemaphoreSlim _writing = new(1);
    FileOwner? _owner;
    SqliteWriter? _entries;
    SqliteWriter? _snapshots;
    bool _disposed;

    public int Lanes => 1;

    public Task Prepare(CancellationToken stop) => Task.Run(
        () =>
        {
            if (_snapshots is not null)
            {
                return;
            }
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            _owner ??= FileOwner.Of(file);
            var entries = OpenToWrite("FULL");
            SqliteSchema.Apply(entries);
            _entries = new SqliteWriter(entries);
            // A snapshot is a hint that may be lost, so it doesn't wait for the disk.
            _snapshots = new SqliteWriter(OpenToWrite("NORMAL"));
        },
        stop);

    public Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(lane, 0);
        return Writing(() => Prepared(_entries).Write(batch), stop);
    }

    public async IAsyncEnumerable<Entry> Read(
        GrainKey grain, long from, long to, [EnumeratorCancellation] CancellationToken stop = default)
    {
        await using var connection = await OpenToRead(stop);
        await using var command = Command(
            connection,
            $"SELECT {Columns} FROM journal WHERE grain = $0 AND sequence BETWEEN $1 AND $2 ORDER BY sequence",
            grain.Value,
            from,
            to);
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            yield return Reader.EntryOf(rows);
        }
    }

    public async Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop)
    {
        await using var connection = await OpenToRead(stop);
        await using var command = Command(
            connection, $"{Snapshots} WHERE grain = $0", grain.Value);
        await using var rows = await command.ExecuteReaderAsync(stop);
        return await rows.ReadAsync(stop) ? JournalRows.SnapshotOf(rows) : null;
    }

    public Task WriteSnapshot(Snapshot snapshot, CancellationToken stop) =>
        Writing(() => Prepared(_snapshots).Write(snapshot), stop);

    public async Task<IReadOnlyList<WorkMark>> OpenWork(
        int database, WorkMark? after, int limit, CancellationToken stop)
    {
        await using var connection = await OpenToRead(stop);
        await using var command = Command(
            connection,
            "SELECT grain, since FROM open_work WHERE (since, grain) > ($0, $1) ORDER BY since, grain LIMIT $2",
            after?.Since is { } since ? JournalTime.Microseconds(since) : long.MinValue,
            after?.Grain.Value ?? "",
            limit);
        await using var rows = await command.ExecuteReaderAsync(stop);
        return await JournalRows.All(rows, Reader.WorkMarkOf, stop);
    }

    // A follower at rest between two pages doesn't keep the write-ahead log from being cut.
    public IAsyncEnumerable<PositionedEntry> Follow(JournalPosition after, CancellationToken stop = default) =>
        JournalRows.Follow(after, from => Page(from, stop));

    public async IAsyncEnumerable<PositionedEntry> ReadByGrain(
        [EnumeratorCancellation] CancellationToken stop = default)
    {
        // Entries lie in the order of commits, so each is looked for from the table's root. A cache that holds the
        // upper pages halves the time; it goes with the connection, which is not one of the pool for that.
        await using var connection = new SqliteConnection($"{_reading};Pooling=False");
        await connection.OpenAsync(stop);
        await using var command = Command(
            connection,
            $"PRAGMA cache_size = -32768; SELECT {Columns}, number FROM journal ORDER BY grain, sequence");
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            yield return Reader.PositionedEntryOf(rows);
        }
    }

    public Task AwaitUnderWay(CancellationToken stop) => Task.CompletedTask;

    public async Task<long> CountAfter(JournalPosition position, CancellationToken stop)
    {
        await using var connection = await OpenToRead(stop);
        return await SqliteCommits.CountAfter(connection, position, stop);
    }

    public IAsyncEnumerable<SealedCommit> ReadCommits(JournalPosition after, CancellationToken stop = default) =>
        SealRows.Commits(
            after,
            async from =>
            {
                await using var connection = await OpenToRead(stop);
                return await SqliteCommits.Page(connection, from, stop);
            },
            stop);

    public async Task<Seal?> ReadSeal(int database, string chain, long number, CancellationToken stop)
    {
        await using var connection = await OpenToRead(stop);
        await using var command = Command(
            connection, $"SELECT {SealRows.Columns} FROM seal WHERE chain = $0 AND number = $1", chain, number);
        await using var rows = await command.ExecuteReaderAsync(stop);
        return (await JournalRows.All(rows, SealRows.SealOf, stop)).FirstOrDefault();
    }

    public async Task<IReadOnlyList<Seal>> ReadChains(int database, CancellationToken stop)
    {
        await using var connection = await OpenToRead(stop);
        await using var command = Command(connection, SealRows.Chains);
        await using var rows = await command.ExecuteReaderAsync(stop);
        return await JournalRows.All(rows, SealRows.SealOf, stop);
    }

    public async IAsyncEnumerable<Snapshot> ReadSnapshotsByGrain(
        [EnumeratorCancellation] CancellationToken stop = default)
    {
        await using var connection = await OpenToRead(stop);
        await using var command = Command(
            connection, $"{Snapshots} ORDER BY grain");
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            yield return JournalRows.SnapshotOf(rows);
        }
    }

    public async Task<JournalPosition> Cursor(string follower, int database, CancellationToken stop)
    {
        if (await Kept(follower, stop) is not { } kept)
        {
            await Writing(() => Prepared(_entries).Begin(follower), stop);
            kept = await Kept(follower, stop)
                ?? throw new InvalidOperationException($"the follower {follower} did not begin");
        }
        return kept;
    }

    public Task MoveCursor(string follower, JournalPosition to, CancellationToken stop) =>
        Writing(() => Prepared(_entries).Move(follower, to), stop);

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }
        _disposed = true;
        await _writing.WaitAsync();
        // The last to close brings what is in the write-ahead log into the file, which those that only read can't.
        using (var reading = new SqliteConnection(_reading))
        {
            SqliteConnection.ClearPool(reading);
        }
        _snapshots?.Dispose();
        _entries?.Dispose();
        _owner?.Dispose();
        _writing.Dispose();
    }

    async Task<JournalPosition?> Kept(string follower, CancellationToken stop)
    {
        await using var connection = await OpenToRead(stop);
        await using var command = Command(connection, "SELECT number FROM follower WHERE name = $0", follower);
        return await command.ExecuteScalarAsync(stop) is long number ? new JournalPosition(0, number) : null;
    }

    async Task<List<PositionedEntry>> Page(JournalPosition after, CancellationToken stop)
    {
        await using var connection = await OpenToRead(stop);
        await using var command = Command(
            connection,
            $"SELECT {Columns}, number FROM journal WHERE number > $0 ORDER BY number LIMIT {JournalRows.PageMax}",
            after.Number);
        await using var rows = await command.ExecuteReaderAsync(stop);
        return await JournalRows.All(rows, Reader.PositionedEntryOf, stop);
    }

    /// <summary>SQLite has one writer at a time, and it blocks its thread until the disk answers.</summary>
    async Task<T> Writing<T>(Func<T> write, CancellationToken stop)
    {
        await _writing.WaitAsync(stop);
        try
        {
            return await Task.Run(write, CancellationToken.None);
        }
        finally
        {
            _writing.Release();
        }
    }

    Task<bool> Writing(Action write, CancellationToken stop) => Writing(
        () =>
        {
            write();
            return true;
        },
        stop);

    SqliteConnection OpenToWrite(string synchronous)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var command = Command(
            connection,
            $"""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = {synchronous};
            PRAGMA busy_timeout = 5000;
            """);
        command.ExecuteNonQuery();
        return connection;
    }

    async Task<SqliteConnection> OpenToRead(CancellationToken stop)
    {
        var connection = new SqliteConnection(_reading);
        await connection.OpenAsync(stop);
        return connection;
    }

    static SqliteWriter Prepared(SqliteWriter? writer) =>
        writer ?? throw new InvalidOperationException("The journal is written to before it is prepared.");

    internal static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i}", values[i]);
        }
        return command;
    }
}
