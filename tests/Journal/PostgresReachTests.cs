using Gongji.Journal.Entries;
using Gongji.Journal.Postgres;
using Gongji.Journal.Reaching;
using Npgsql;

namespace Gongji.Tests.Journal;

/// <summary>A database that is slow, full or damaged is not away.</summary>
/// <remarks>On a server of its own: a transaction that stays open hides what is written after it began from whoever
/// follows any journal of the server.</remarks>
public sealed class PostgresReachTests(PostgresReachTests.OwnServer server)
    : IClassFixture<PostgresReachTests.OwnServer>
{
    [PostgresFact]
    public async Task Statements_that_wait_for_a_lock_are_no_sign_that_the_database_is_away()
    {
        var database = await server.NewDatabase();
        await using var store = new PostgresJournalStore(database + ";Command Timeout=1", TestLedger.Clock);
        await store.Prepare(default);
        await store.Write(0, Some.Batch(Some.Entry("person/1", 1)), default);
        await using var other = await Raw(database);
        await Execute(other, "BEGIN; LOCK TABLE snapshot IN ACCESS EXCLUSIVE MODE");

        for (var n = 0; n < Breaker.FailuresMax; n++)
        {
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => store.ReadSnapshot(Some.Grain("person/1"), default));
        }
        var write = await Record.ExceptionAsync(
            () => store.Write(0, Some.Batch(Some.Entry("person/1", 2)), default));

        Assert.Null(write);
    }

    [PostgresFact]
    public async Task Whoever_waits_in_vain_for_a_reader_keeps_nobody_from_writing()
    {
        var database = await server.NewDatabase();
        await using var store = new PostgresJournalStore(
            database + ";Timeout=1", TestLedger.Clock, lanes: 1, readers: 1);
        await store.Prepare(default);
        await store.Write(0, Some.Batch(Some.Entry("person/1", 1), Some.Entry("person/1", 2)), default);
        await using var auditor = store.ReadByGrain().GetAsyncEnumerator();
        await auditor.MoveNextAsync();

        for (var n = 0; n < Breaker.FailuresMax; n++)
        {
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => store.ReadSnapshot(Some.Grain("person/1"), default));
        }
        var write = await Record.ExceptionAsync(
            () => store.Write(0, Some.Batch(Some.Entry("person/1", 3)), default));

        Assert.Null(write);
    }

    [PostgresFact]
    public async Task A_server_without_room_for_one_more_connection_is_used_by_those_that_there_are()
    {
        var database = await server.NewDatabase();
        await using var admin = await Raw(database);
        await Execute(admin, "CREATE ROLE gongji_app LOGIN CONNECTION LIMIT 3");
        await Execute(admin, $"ALTER DATABASE {admin.Database} OWNER TO gongji_app");
        var asApp = database.Replace("Username=postgres", "Username=gongji_app", StringComparison.Ordinal);
        await using var store = new PostgresJournalStore(asApp + ";Command Timeout=1", TestLedger.Clock, 1, readers: 1);
        await store.Prepare(default);
        await store.Write(0, Some.Batch(Some.Entry("person/1", 1)), default);
        await using var somebody = await Raw(asApp);
        await Execute(admin, "BEGIN; LOCK TABLE snapshot IN ACCESS EXCLUSIVE MODE");
        for (var n = 0; n < Breaker.FailuresMax; n++)
        {
            await Record.ExceptionAsync(() => store.ReadSnapshot(Some.Grain("person/1"), default));
        }
        await Execute(admin, "COMMIT");

        var last = default(Exception);
        for (var n = 0; n < 60; n++)
        {
            last = await Record.ExceptionAsync(() => store.Write(0, Some.Batch(Some.Entry("person/1", 2)), default));
            if (last is not DatabaseAwayException)
            {
                break;
            }
            await Task.Delay(100);
        }

        Assert.Null(last);
    }

    [PostgresFact]
    public async Task A_row_that_cannot_be_read_keeps_no_other_grain_from_being_read()
    {
        var database = await server.NewDatabase();
        await using var store = new PostgresJournalStore(database, TestLedger.Clock, lanes: 1, readers: 4);
        await store.Prepare(default);
        await store.Write(
            0,
            Some.Batch([.. Enumerable.Range(0, 10).Select(static n => Some.Entry($"person/{n}", 1))]),
            default);
        await using var admin = await Raw(database);
        await Execute(admin, "UPDATE journal SET at = '290000-01-01' WHERE grain = 'person/9'");
        await Execute(admin, "BEGIN; LOCK TABLE journal IN ACCESS EXCLUSIVE MODE");

        var first = Read(store, "person/0");
        await Task.Delay(500);
        var reads = Enumerable.Range(1, 9).Select(n => Read(store, $"person/{n}")).ToArray();
        await Task.Delay(200);
        await Execute(admin, "COMMIT");
        var failures = await Task.WhenAll(reads);

        Assert.Null(await first);
        Assert.NotNull(failures[^1]);
        Assert.Equal(0, failures[..^1].Count(static failed => failed is not null));
    }

    [PostgresFact]
    public async Task A_group_holds_so_many_bytes_and_what_is_more_is_read_apart()
    {
        const int entries = 20, bytes = 500_000;
        var database = await server.NewDatabase();
        await using var store = new PostgresJournalStore(database, TestLedger.Clock, lanes: 1, readers: 4);
        await store.Prepare(default);
        var body = $$"""{"x":"{{new string('x', bytes)}}"}""";
        GrainKey[] grains = [Some.Grain("visit/1"), Some.Grain("visit/2"), Some.Grain("visit/3")];
        foreach (var grain in grains)
        {
            await store.Write(
                0,
                Some.Batch([.. Enumerable.Range(1, entries).Select(at => Some.Entry(grain.Value, at, body))]),
                default);
        }

        var group = await store.Reads.FirstEntries(
            [.. grains.Select(static grain => new PostgresReads.Asked(grain, 1, long.MaxValue))]);
        var all = await Task.WhenAll(grains.Select(grain =>
            store.Read(grain, 1, long.MaxValue).Select(static entry => entry.Sequence).ToArrayAsync().AsTask()));

        var held = group.Sum(static found => found.Entries.Sum(static entry => (long)entry.Body.Length));
        Assert.InRange(held, PostgresReads.BytesMax, PostgresReads.BytesMax + 2 * bytes);
        Assert.All(group, static found => Assert.False(found.IsAll));
        Assert.All(all, static read => Assert.Equal(Enumerable.Range(1, entries).Select(static n => (long)n), read));
    }

    [PostgresFact]
    public async Task No_setting_of_a_snapshot_reaches_the_commit_of_an_entry()
    {
        var database = await server.NewDatabase();
        await using var store = new PostgresJournalStore(database, TestLedger.Clock, lanes: 1, readers: 1);
        await store.Prepare(default);
        await using var admin = await Raw(database);
        await Execute(
            admin,
            """
            CREATE TABLE seen (what text, pid int);
            CREATE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              INSERT INTO seen VALUES (current_setting('synchronous_commit'), pg_backend_pid());
              RETURN NEW;
            END $$;
            CREATE TRIGGER look BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION look();
            CREATE TRIGGER look BEFORE INSERT ON snapshot FOR EACH ROW EXECUTE FUNCTION look()
            """);

        for (var n = 1; n <= 20; n++)
        {
            var snapshot = new Snapshot(Some.Grain($"person/{n}"), n, new byte[32], "{}"u8.ToArray());
            await store.WriteSnapshot(snapshot, default);
            await Record.ExceptionAsync(() => store.WriteSnapshot(
                snapshot with { Grain = Some.Grain($"person/x{n}"), Body = "{"u8.ToArray() }, default));
            // A commit that fails gives its connection up: the next one may be that of a snapshot.
            await Record.ExceptionAsync(() => store.Write(
                0, Some.Batch(Some.Entry("person/1", n, "no json")), default));
            Assert.Empty(await store.Write(0, Some.Batch(Some.Entry("person/1", n)), default));
        }

        var said = (string)(await Execute(admin, "SELECT string_agg(DISTINCT what, ',' ORDER BY what) FROM seen"))!;
        Assert.Equal("off,on", said);
        Assert.Equal(
            20L,
            await Execute(admin, "SELECT count(*) FROM seen WHERE what = 'on'"));
    }

    [PostgresFact]
    public async Task A_sequence_that_a_transaction_without_an_end_holds_keeps_no_other_grain_from_being_written()
    {
        var database = await server.NewDatabase();
        await using var store = new PostgresJournalStore(database, TestLedger.Clock, lanes: 1);
        await store.Prepare(default);
        await store.Write(0, Some.Batch(Some.Entry("person/1", 1)), default);
        await using var dead = await Raw(database);
        await Execute(
            dead,
            """
            BEGIN;
            INSERT INTO journal (grain, sequence, at, kind, body, hash, number)
            VALUES ('person/1', 2, now(), 'person.settled.1', '{}', decode(repeat('00', 32), 'hex'), 1)
            """);

        var conflicts = await store.Write(
            0, Some.Batch(Some.Entry("person/1", 2), Some.Entry("person/2", 1), Some.Entry("person/3", 1)), default);
        var rest = await store.Write(0, Some.Batch(Some.Entry("person/2", 1), Some.Entry("person/3", 1)), default);
        await Execute(dead, "ROLLBACK");
        var after = await store.Write(0, Some.Batch(Some.Entry("person/1", 2)), default);

        var kept = await store.Read(Some.Grain("person/1"), 1, 9).Select(static entry => entry.Sequence).ToArrayAsync();
        Assert.Equal([Some.Grain("person/1")], conflicts);
        Assert.Empty(rest);
        Assert.Empty(after);
        Assert.Equal([1L, 2L], kept);
    }

    [PostgresFact]
    public async Task A_server_that_takes_long_to_let_somebody_in_is_used_again_when_it_is_back()
    {
        var database = new NpgsqlConnectionStringBuilder(await server.NewDatabase());
        using var door = new SlowDoor(database.Port);
        database.Port = door.Port;
        await using var store = new PostgresJournalStore(database.ToString(), TestLedger.Clock, lanes: 1, readers: 1);
        await store.Prepare(default);
        door.IsShut = true;
        for (var n = 0; n < Breaker.FailuresMax; n++)
        {
            await Record.ExceptionAsync(() => store.ReadSnapshot(Some.Grain("person/1"), default));
        }
        (door.IsShut, door.Delay) = (false, Breaker.ProbeWithin + TimeSpan.FromMilliseconds(500));
        await using (var connection = await Raw(database.ToString()))
        {
            // Whoever has the patience that connections have gets in.
        }

        var last = default(Exception);
        for (var n = 0; n < 150; n++)
        {
            last = await Record.ExceptionAsync(() => store.ReadSnapshot(Some.Grain("person/1"), default));
            if (last is null)
            {
                break;
            }
            await Task.Delay(100);
        }

        Assert.Null(last);
    }

    [Fact]
    public async Task A_database_whose_name_cannot_be_resolved_is_away_as_soon_as_a_probe_has_seen_it()
    {
        await using var store = new PostgresJournalStore(
            "Host=nowhere.invalid;Username=x;Database=x;Timeout=2", TestLedger.Clock);

        var failed = default(Exception);
        do
        {
            failed = await Record.ExceptionAsync(() => store.ReadSnapshot(Some.Grain("person/1"), default));
        }
        while (failed is NpgsqlException);

        Assert.IsType<DatabaseAwayException>(failed);
    }

    /// <summary>Starts when the first test asks for it, so not at all where all are skipped.</summary>
    public sealed class OwnServer : IAsyncLifetime
    {
        PostgresServer? _server;

        public async Task<string> NewDatabase()
        {
            _server ??= await PostgresServer.Start();
            return await _server.CreateDatabase();
        }

        public Task InitializeAsync() => Task.CompletedTask;

        public async Task DisposeAsync() => await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    static async Task<Exception?> Read(PostgresJournalStore store, string grain) =>
        await Record.ExceptionAsync(async () => await store.Read(Some.Grain(grain), 1, 100).ToListAsync());

    static async Task<NpgsqlConnection> Raw(string database)
    {
        var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    static async Task<object?> Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }
}
