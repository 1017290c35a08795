using Gongji.Journal.Entries;
using Gongji.Proof.Proving;

namespace Gongji.Tests.Journal;

public sealed partial class PostgresJournalStoreTests
{
    [ContractFact]
    public async Task What_stands_where_no_commit_writes_is_a_commit_without_a_seal()
    {
        var store = await Open();
        await store.Write(0, Some.Batch(Some.Entry("person/1", 1)), default);
        await store.Write(0, Some.Batch(Some.Entry("person/2", 1), Some.Entry("person/3", 1)), default);
        await store.Write(0, await store.Sealed([Some.Entry("person/4", 1)]), default);
        await using var connection = await RawConnection();
        await Execute(
            connection,
            """
            UPDATE journal SET transaction = '0', number = 0 WHERE grain = 'person/1';
            UPDATE journal SET transaction = '9000000000000000000' WHERE grain = 'person/2';
            UPDATE journal SET transaction = '18000000000000000000' WHERE grain = 'person/3'
            """);

        var read = await store.ReadCommits(JournalPosition.Start).ToListAsync();

        Assert.Equal(
            [false, false, false, true], read.Select(static commit => commit.Seal is not null).Order());
        Assert.Equal(4, read.Sum(static commit => commit.Hashes.Count));
    }

    [ContractFact]
    public async Task A_commit_that_another_transaction_holds_back_is_missed_by_nobody_who_checks_seals()
    {
        var store = await Open();
        await store.Write(0, await store.Sealed([Some.Entry("person/1", 1)]), default);
        var before = await SealProver.Prove(store, TestSeals.Trust, KnownSeals.None, full: true, default);
        await using var connection = await RawConnection();
        await Execute(connection, "BEGIN; SELECT pg_current_xact_id()");
        await store.Write(0, await store.Sealed([Some.Entry("person/2", 1)]), default);
        await store.Write(0, await store.Sealed([Some.Entry("person/3", 1)]), default);

        var held = await Prove(before);
        await Execute(connection, "COMMIT");
        var after = await Prove(held);

        Assert.Equal([1, 3, 3], new[] { before, held, after }.Select(static proven => proven.Commits));
        Assert.All([before, held, after], static proven => Assert.Empty(proven.Findings));

        Task<SealsProven> Prove(SealsProven earlier) => SealProver.Prove(
            store, TestSeals.Trust, new KnownSeals(earlier.Heads, []), full: false, default);
    }
}
