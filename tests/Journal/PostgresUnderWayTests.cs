using Gongji.Journal.Entries;
using Gongji.Journal.Postgres;
using Gongji.Proof.Proving;
using Npgsql;

namespace Gongji.Tests.Journal;

/// <summary>A reader is held up by transactions of all databases of a server.</summary>
public sealed class PostgresUnderWayTests(PostgresReachTests.OwnServer server)
    : IClassFixture<PostgresReachTests.OwnServer>
{
    readonly ManualTime _time = new(Some.Time);

    [PostgresFact]
    public async Task Whoever_waits_for_transactions_under_way_is_given_all_that_was_durable_before()
    {
        await using var store = await Open();
        await using var other = await Begin();
        await store.Write(0, Some.Batch(Some.Entry("person/1", 1)), default);

        var waits = Some.WholeJournal(store).AsTask();
        await _time.WaitedFor(TimeSpan.FromSeconds(1));
        var meanwhile = await store.Follow(JournalPosition.Start).ToListAsync();
        await Commit(other);
        await _time.PassUntil(waits);

        Assert.Empty(meanwhile);
        Assert.Single(await waits);
    }

    [PostgresFact]
    public async Task A_proof_waits_for_no_transaction_that_does_not_end_and_says_what_it_has_not_read()
    {
        await using var store = await Open();
        await using var other = await Begin();
        await store.Write(0, Some.Batch(Some.Entry("person/1", 1), Some.Entry("person/1", 2)), default);

        var held = await Prove(store);
        await Commit(other);
        var released = await Prove(store);

        Assert.Equal((0, 2), (held.Entries, held.Newer));
        Assert.Equal((2, 0), (released.Entries, released.Newer));
    }

    async Task<ProofReport> Prove(PostgresJournalStore store)
    {
        var proof = Prover.ProveAll(store, _time, null, default);
        await _time.PassUntil(proof);
        return (await proof).Report;
    }

    async Task<PostgresJournalStore> Open()
    {
        var store = new PostgresJournalStore(await server.NewDatabase(), _time);
        await store.Prepare(default);
        return store;
    }

    /// <summary>A transaction in another database.</summary>
    async Task<NpgsqlConnection> Begin()
    {
        var connection = new NpgsqlConnection(await server.NewDatabase() + ";Pooling=false");
        await connection.OpenAsync();
        await using var begin = connection.CreateCommand();
        begin.CommandText = "BEGIN; SELECT pg_current_xact_id()";
        await begin.ExecuteScalarAsync();
        return connection;
    }

    static async Task Commit(NpgsqlConnection connection)
    {
        await using var commit = connection.CreateCommand();
        commit.CommandText = "COMMIT";
        await commit.ExecuteNonQueryAsync();
    }
}
