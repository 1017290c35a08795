using System.Data.Common;
using System.Runtime.CompilerServices;
using Gongji.Journal.Entries;
using Gongji.Journal.Schema;
using Gongji.Journal.Split;
using Npgsql;
using NpgsqlTypes;

namespace Gongji.Journal.Postgres;

/// <summary>Keeps the journal in a PostgreSQL database, version 13 or newer.</summary>
public sealed class PostgresJournalStore : IJournalStore
{
    /// <summary>Two connections keep a server of two cores busy; with more, batches only get smaller.</summary>
    public const int DefaultLanes = 2;

    /// <summary>More than keep two cores busy, and so few that some silos share a server of 100 connections.</summary>
    public const int DefaultReaders = 16;

    const string Columns = PostgresReads.Columns;

    /// <summary>One of so many readers reads entries and another one snapshots: groups are large, and followers find
    /// room.</summary>
    const int ReadersPerGroup = 4;

    static readonly JournalRows Reader = new(
        static (row, column) => row.GetFieldValue<DateTimeOffset>(column), PositionOf);

    readonly NpgsqlDataSource _source;
    readonly JournalPart _part;
    readonly PostgresLane[] _lanes;
    readonly PostgresReach _reach;
    readonly TimeProvider _time;

    /// <param name="time">By which it is looked again for a database that is away.</param>
    /// <param name="lanes">Commits that may be under way at once.</param>
    /// <param name="readers">Connections besides those of the lanes; whoever finds none free waits. Fewer when the
    /// connection string's <c>Maximum Pool Size</c> says so.</param>
    /// <param name="part">The place of the database in a journal over several; the whole journal when null.</param>
    public PostgresJournalStore(
        string connectionString,
        TimeProvider time,
        int lanes = DefaultLanes,
        int readers = DefaultReaders,
        JournalPart? part = null)
    {
        (_time, _part) = (time, part ?? JournalPart.Whole);
        // Statements are prepared when they come a second time, also those of a batch. No statement leaves anything
        // behind in its session that would have to be cleared, which costs more than a grain's reading.
        var connect = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        };
        connect.MaxPoolSize = Math.Min(connect.MaxPoolSize, lanes + readers);
        _source = NpgsqlDataSource.Create(connect);
        _lanes = [.. Enumerable.Range(0, lanes).Select(_ => new PostgresLane(_source))];
        _reach = new PostgresReach(_source, connectionString, time);
        Reads = new PostgresReads(_source, _reach, Reader, Math.Max(1, readers / ReadersPerGroup));
    }

    public int Lanes => _lanes.Length;

    internal PostgresReads Reads { get; }

    public async Task Prepare(CancellationToken stop)
    {
        await PostgresSchema.ApplyJournal(_source, _part, stop);
        await PostgresRights.Require(_source, stop);
    }

    public Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop) =>
        _reach.Ask(() => _lanes[lane].Write(batch, stop));

    /// <summary>A journal over all the databases, in an order that never changes.</summary>
    public static IJournalStore Over(
        IReadOnlyList<string> connectionStrings,
        TimeProvider time,
        int lanes = DefaultLanes,
        int readers = DefaultReaders)
    {
        var stores = connectionStrings.Select((connectionString, index) => new PostgresJournalStore(
            connectionString, time, lanes, readers, new JournalPart(index + 1, connectionStrings.Count)));
        return connectionStrings.Count == 1 ? stores.Single() : new SplitJournalStore([.. stores]);
    }

    public IAsyncEnumerable<Entry> Read(GrainKey grain, long from, long to, CancellationToken stop = default) =>
        Reads.Entries(grain, from, to, stop);

    public Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop) => Reads.Snapshot(grain, stop);

    public async Task WriteSnapshot(Snapshot snapshot, CancellationToken stop)
    {
        // A snapshot is a hint that may be lost, so it doesn't wait for the disk.
        await using var commands = _source.CreateBatch();
        commands.BatchCommands.Add(new NpgsqlBatchCommand("SELECT set_config('synchronous_commit', 'off', true)"));
        commands.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            INSERT INTO snapshot (grain, sequence, hash, body, seal) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (grain) DO UPDATE SET
              sequence = excluded.sequence, hash = excluded.hash, body = excluded.body, seal = excluded.seal
            WHERE excluded.sequence > snapshot.sequence
              OR (excluded.sequence = snapshot.sequence AND excluded.seal <> snapshot.seal)
            """)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = snapshot.Grain.Value },
                new NpgsqlParameter<long> { TypedValue = snapshot.Sequence },
                new NpgsqlParameter<byte[]> { TypedValue = snapshot.Hash },
                new NpgsqlParameter<byte[]> { TypedValue = snapshot.Body, NpgsqlDbType = NpgsqlDbType.Json },
                new NpgsqlParameter<string> { TypedValue = snapshot.Seal },
            },
        });
        await _reach.Ask(() => commands.ExecuteNonQueryAsync(stop));
    }

    public async Task<IReadOnlyList<WorkMark>> OpenWork(
        int database, WorkMark? after, int limit, CancellationToken stop)
    {
        await using var command = _source.CreateCommand(
            "SELECT grain, since FROM open_work WHERE (since, grain) > ($1, $2) ORDER BY since, grain LIMIT $3");
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>
        {
            TypedValue = after?.Since?.ToUniversalTime() ?? DateTimeOffset.MinValue,
        });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = after?.Grain.Value ?? "" });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var rows = await _reach.Rows(command, stop);
        return await JournalRows.All(rows, Reader.WorkMarkOf, stop);
    }

    // Between two pages a slow follower holds neither a connection nor a snapshot of the database.
    public IAsyncEnumerable<PositionedEntry> Follow(JournalPosition after, CancellationToken stop = default) =>
        JournalRows.Follow(after, from => Page(from, stop));

    public async IAsyncEnumerable<PositionedEntry> ReadByGrain(
        [EnumeratorCancellation] CancellationToken stop = default)
    {
        await AwaitUnderWay(stop);
        await using var command = _source.CreateCommand(
            $"""
            SELECT {Columns}, transaction, number FROM journal
            WHERE transaction < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY grain, sequence
            """);
        command.CommandTimeout = 0;
        await using var rows = await _reach.Rows(command, stop);
        while (await rows.ReadAsync(stop))
        {
            yield return Reader.PositionedEntryOf(rows);
        }
    }

    public Task AwaitUnderWay(CancellationToken stop) => new PostgresUnderWay(_source, _reach, _time).Await(stop);

    public async Task<long> CountAfter(JournalPosition position, CancellationToken stop)
    {
        await using var command = _source.CreateCommand(
            "SELECT count(*) FROM journal WHERE (transaction, number) > ($1, $2)");
        command.CommandTimeout = 0;
        Add(command, position);
        await using var rows = await _reach.Rows(command, stop);
        await rows.ReadAsync(stop);
        return rows.GetInt64(0);
    }

    public IAsyncEnumerable<SealedCommit> ReadCommits(JournalPosition after, CancellationToken stop = default) =>
        SealRows.Commits(after, from => new PostgresCommits(_source, _reach).Page(from, stop), stop);

    public async Task<Seal?> ReadSeal(int database, string chain, long number, CancellationToken stop)
    {
        await using var command = _source.CreateCommand(
            $"SELECT {SealRows.Columns} FROM seal WHERE chain = $1 AND number = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = chain });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
        await using var rows = await _reach.Rows(command, stop);
        return (await JournalRows.All(rows, SealRows.SealOf, stop)).FirstOrDefault();
    }

    public async Task<IReadOnlyList<Seal>> ReadChains(int database, CancellationToken stop)
    {
        await using var command = _source.CreateCommand(SealRows.Chains);
        await using var rows = await _reach.Rows(command, stop);
        return await JournalRows.All(rows, SealRows.SealOf, stop);
    }

    public async IAsyncEnumerable<Snapshot> ReadSnapshotsByGrain(
        [EnumeratorCancellation] CancellationToken stop = default)
    {
        await using var command = _source.CreateCommand(
            "SELECT sequence, hash, body, seal, grain FROM snapshot ORDER BY grain");
        command.CommandTimeout = 0;
        await using var rows = await _reach.Rows(command, stop);
        while (await rows.ReadAsync(stop))
        {
            yield return JournalRows.SnapshotOf(rows);
        }
    }

    public async Task<JournalPosition> Cursor(string follower, int database, CancellationToken stop)
    {
        if (await Kept(follower, stop) is not { } kept)
        {
            // All below the oldest transaction under way have ended: whatever comes, comes after.
            await using var begin = _source.CreateCommand(
                """
                INSERT INTO follower (name, transaction, number)
                VALUES ($1, pg_snapshot_xmin(pg_current_snapshot()), 0) ON CONFLICT DO NOTHING
                """);
            begin.Parameters.Add(new NpgsqlParameter<string> { TypedValue = follower });
            await _reach.Ask(() => begin.ExecuteNonQueryAsync(stop));
            kept = await Kept(follower, stop)
                ?? throw new InvalidOperationException($"the follower {follower} did not begin");
        }
        return kept;
    }

    public async Task MoveCursor(string follower, JournalPosition to, CancellationToken stop)
    {
        await using var command = _source.CreateCommand(
            """
            UPDATE follower SET transaction = $2, number = $3
            WHERE name = $1 AND (transaction, number) < ($2, $3)
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = follower });
        Add(command, to);
        await _reach.Ask(() => command.ExecuteNonQueryAsync(stop));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes)
        {
            await lane.DisposeAsync();
        }
        await _reach.DisposeAsync();
        await _source.DisposeAsync();
    }

    async Task<List<PositionedEntry>> Page(JournalPosition after, CancellationToken stop)
    {
        // A transaction still under way may commit with a lower number than one that has committed already. All below
        // the oldest one under way have ended, so nothing can come in before what is read here.
        await using var command = _source.CreateCommand(
            $"""
            SELECT {Columns}, transaction, number FROM journal
            WHERE (transaction, number) > ($1, $2) AND transaction < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY transaction, number LIMIT {JournalRows.PageMax}
            """);
        Add(command, after);
        await using var rows = await _reach.Rows(command, stop);
        return await JournalRows.All(rows, Reader.PositionedEntryOf, stop);
    }

    async Task<JournalPosition?> Kept(string follower, CancellationToken stop)
    {
        await using var command = _source.CreateCommand("SELECT transaction, number FROM follower WHERE name = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = follower });
        await using var rows = await _reach.Rows(command, stop);
        return await rows.ReadAsync(stop) ? PositionOf(rows, 0) : null;
    }

    /// <summary>No transaction of a server is beyond 2^63; what somebody has written there is not the reader's end.
    /// </summary>
    internal static JournalPosition PositionOf(DbDataReader row, int column) =>
        new(unchecked((long)row.GetFieldValue<ulong>(column)), row.GetInt32(column + 1));

    static void Add(NpgsqlCommand command, JournalPosition position)
    {
        command.Parameters.Add(
            new NpgsqlParameter<ulong> { TypedValue = (ulong)position.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = (int)position.Number });
    }
}
