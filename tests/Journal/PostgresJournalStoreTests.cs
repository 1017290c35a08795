using Gongji.Journal.Entries;
using Gongji.Journal.Postgres;
using Gongji.Journal.Reaching;
using Gongji.Journal.Schema;
using Npgsql;

namespace Gongji.Tests.Journal;

[NeedsPostgres]
public sealed partial class PostgresJournalStoreTests : JournalStoreContract
{
    string _database = "";

    public override async Task InitializeAsync() => _database = await PostgresServer.NewDatabase();

    protected override Task<IJournalStore> Connect() =>
        Task.FromResult<IJournalStore>(new PostgresJournalStore(_database, TestLedger.Clock, lanes: 3));

    [ContractFact]
    public async Task A_late_commit_of_an_earlier_transaction_is_not_missed_by_a_follower()
    {
        var store = await Open();
        await using var late = await RawConnection();
        await using var transaction = await late.BeginTransactionAsync();
        await Execute(
            late,
            """
            INSERT INTO journal (grain, sequence, at, kind, body, hash, number)
            VALUES ('person/late', 1, now(), 'person.settled.1', '{}', decode(repeat('00', 32), 'hex'), 1)
            """);
        await store.Write(0, Some.Batch(Some.Entry("person/early", 1)), default);
        var meanwhile = await store.Follow(JournalPosition.Start).ToListAsync();

        await transaction.CommitAsync();

        Assert.Empty(meanwhile);
        var all = await store.Follow(JournalPosition.Start).ToListAsync();
        Assert.Equal(["person/late", "person/early"], all.Select(found => found.Entry.Grain.Value));
    }

    [ContractFact]
    public async Task A_refused_batch_is_never_taken_for_written_though_nothing_of_it_is_found()
    {
        var store = await Open();
        await using var other = await RawConnection();
        await Execute(
            other,
            """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE unique_violation USING CONSTRAINT = 'journal_key'; END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON journal EXECUTE FUNCTION refuse()
            """);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => store.Write(0, Some.Batch(Some.Entry("person/1", 1)), default));
    }

    [ContractFact]
    public async Task After_a_cut_connection_the_next_write_goes_through()
    {
        var store = await Open();
        await store.Write(0, Some.Batch(Some.Entry("person/1", 1)), default);
        await CutConnections();

        await Assert.ThrowsAnyAsync<NpgsqlException>(
            () => store.Write(0, Some.Batch(Some.Entry("person/1", 2)), default));
        var taken = await store.Write(0, Some.Batch(Some.Entry("person/1", 2)), default);

        Assert.Empty(taken);
        Same.Entries(Some.Entries("person/1", 1, 2), await Some.WholeJournal(store));
    }

    [ContractFact]
    public async Task Connections_that_died_in_the_pool_disturb_no_reader_and_one_write_at_most()
    {
        var store = await Open();
        await store.Write(0, Some.Batch(Some.Entry("person/1", 1)), default);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Some.WholeJournal(store).AsTask()));
        await CutConnections();

        var read = await Some.WholeJournal(store);
        await Assert.ThrowsAnyAsync<NpgsqlException>(
            () => store.Write(0, Some.Batch(Some.Entry("person/1", 2)), default));
        await CutConnections();
        var taken = await store.Write(0, Some.Batch(Some.Entry("person/1", 2)), default);

        Same.Entries(Some.Entries("person/1", 1, 1), read);
        Assert.Empty(taken);
    }

    [ContractFact]
    public async Task A_journal_with_a_newer_schema_is_refused()
    {
        await Open();
        await using var connection = await RawConnection();
        await Execute(connection, "INSERT INTO gongji_schema VALUES (999, '999-future.sql')");

        var refused = await Assert.ThrowsAsync<NewerSchemaException>(Open);

        Assert.Contains("999", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task A_database_that_answers_before_it_is_durable_is_refused()
    {
        await using var connection = await RawConnection();
        await Execute(connection, $"ALTER DATABASE {connection.Database} SET synchronous_commit = off");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(Open);

        Assert.Contains("synchronous_commit", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task A_role_that_lacks_a_right_is_told_so_at_the_start()
    {
        await Open();
        await using var connection = await RawConnection();
        await Execute(
            connection,
            """
            DROP ROLE IF EXISTS reader;
            CREATE ROLE reader LOGIN;
            GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader;
            GRANT INSERT ON journal TO reader;
            GRANT INSERT, UPDATE, DELETE ON snapshot, open_work, follower TO reader
            """);
        var reader = new NpgsqlConnectionStringBuilder(_database) { Username = "reader" }.ToString();
        await using var store = new PostgresJournalStore(reader, TestLedger.Clock);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => store.Prepare(default));

        Assert.EndsWith(": GRANT INSERT ON seal TO reader", refused.Message, StringComparison.Ordinal);
    }

    [ContractFact]
    public async Task Hosts_that_start_at_once_prepare_a_database_once()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Connect()));

        await Task.WhenAll(stores.Select(store => store.Prepare(default)));

        await using var connection = await RawConnection();
        Assert.Equal(
            "1,2,3,4,5,6,7,8,9", await Execute(connection, "SELECT string_agg(version::text, ',') FROM gongji_schema"));
        Assert.Equal(1L, await Execute(connection, "SELECT count(*) FROM journal_part"));
        await Task.WhenAll(stores.Select(store => store.DisposeAsync().AsTask()));
    }

    [ContractFact]
    public async Task Whoever_reads_when_all_connections_are_taken_waits_for_one()
    {
        const int lanes = 2, readers = 4;
        await using var store = new PostgresJournalStore(_database, TestLedger.Clock, lanes, readers);
        await store.Prepare(default);
        await store.Write(0, Some.Batch(Some.Entry("person/1", 1)), default);

        var read = await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
            await store.Read(new GrainKey("person/1"), 1, 1).CountAsync()));

        Assert.All(read, static entries => Assert.Equal(1, entries));
        await using var connection = await RawConnection();
        var open = await Execute(
            connection,
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        Assert.InRange((long)open!, 2, lanes + readers);
    }

    [ContractFact]
    public async Task A_database_that_is_away_is_asked_no_more_and_used_again_when_it_is_back_and_others_always()
    {
        var time = new ManualTime(Some.Time);
        await using var server = await PostgresServer.Start();
        await using var store = PostgresJournalStore.Over([_database, await server.CreateDatabase()], time);
        await store.Prepare(default);
        var (near, far) = (GrainIn(0), GrainIn(1));

        await server.Kill();
        var failures = new List<Exception?>();
        do
        {
            failures.Add(await Record.ExceptionAsync(() => store.ReadSnapshot(far, default)));
        }
        while (failures[^1] is NpgsqlException);
        var elsewhere = await store.Read(near, 1, 1).CountAsync();
        await server.StartAgain();
        while (await Record.ExceptionAsync(() => store.ReadSnapshot(far, default)) is DatabaseAwayException)
        {
            time.Pass(Breaker.ProbeEvery);
            await Task.Yield();
        }

        Assert.All(failures[..^1], static failed => Assert.IsType<NpgsqlException>(failed, exactMatch: false));
        Assert.IsType<DatabaseAwayException>(failures[^1]);
        Assert.Equal(0, elsewhere);
        Assert.Null(await store.ReadSnapshot(far, default));
        static GrainKey GrainIn(uint database) => Enumerable.Range(1, 100)
            .Select(static n => Some.Grain($"person/{n}"))
            .First(grain => GrainHash.Of(grain.Value) % 2 == database);
    }

    [ContractFact]
    public async Task A_database_that_is_named_in_another_place_is_refused()
    {
        string[] databases = [await PostgresServer.NewDatabase(), await PostgresServer.NewDatabase()];
        await using (var store = PostgresJournalStore.Over(databases, TestLedger.Clock))
        {
            await store.Prepare(default);
        }

        await using var swapped = PostgresJournalStore.Over([databases[1], databases[0]], TestLedger.Clock);
        await using var alone = PostgresJournalStore.Over([databases[0]], TestLedger.Clock);

        await Assert.ThrowsAsync<InvalidDataException>(() => swapped.Prepare(default));
        await Assert.ThrowsAsync<InvalidDataException>(() => alone.Prepare(default));
    }

    [ContractFact]
    public async Task An_auditor_can_ask_for_a_field_of_a_body()
    {
        var store = await Open();
        await store.Write(0, Some.Batch(Some.Entry("person/1", 1, """{"payer":"共济"}""")), default);

        await using var connection = await RawConnection();
        var payer = await Execute(connection, "SELECT body ->> 'payer' FROM journal");

        Assert.Equal("共济", payer);
    }

    [ContractFact]
    public async Task A_long_body_is_compressed_by_lz4_and_one_that_was_compressed_before_reads_as_it_was_written()
    {
        var store = await Open();
        await using var connection = await RawConnection();
        var (older, newer) = (Long(1), Long(2));

        await Execute(connection, "ALTER TABLE journal ALTER COLUMN body SET COMPRESSION pglz");
        await store.Write(0, Some.Batch(older), default);
        await Execute(
            connection,
            """
            DELETE FROM gongji_schema WHERE version >= 2;
            DROP TABLE journal_part;
            DROP TABLE seal;
            DROP TABLE ledger;
            DROP TABLE follower;
            DROP INDEX open_work_order;
            ALTER TABLE snapshot DROP COLUMN seal;
            ALTER TABLE journal DROP COLUMN actor
            """);
        await store.Prepare(default);
        await store.Write(0, Some.Batch(newer), default);

        Same.Entries([older, newer], await Some.WholeJournal(store));
        Assert.Equal(
            "pglz lz4",
            await Execute(
                connection, "SELECT string_agg(pg_column_compression(body), ' ' ORDER BY sequence) FROM journal"));
        static Entry Long(long sequence) =>
            Some.Entry("person/1", sequence, $$"""{"trace":"{{string.Join(' ', Enumerable.Repeat("步骤", 500))}}"}""");
    }

    async Task<NpgsqlConnection> RawConnection()
    {
        var connection = new NpgsqlConnection(_database + ";Pooling=false");
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

    async Task CutConnections()
    {
        await using var other = await RawConnection();
        await Execute(
            other,
            """
            SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """);
    }
}
