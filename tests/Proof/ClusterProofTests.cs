using System.Text;
using System.Text.Json;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Journal.Postgres;
using Gongji.Proof.Proving;
using Npgsql;

namespace Gongji.Tests.Proof;

/// <summary>A proof of a journal whose snapshots lie in the database of a cluster.</summary>
public sealed class ClusterProofTests(BusyBooks books) : IClassFixture<BusyBooks>
{
    [PostgresFact]
    public async Task Snapshots_that_silos_kept_are_compared_and_what_is_none_of_theirs_is_not_looked_at()
    {
        var (store, rows, snapshots) = await Cluster();
        await using var _ = store;
        foreach (var each in snapshots)
        {
            await rows.Keep(each);
            await rows.Keep(each.Grain, "other"u8.ToArray(), service: "Other");
            await rows.Keep(each.Grain, "other"u8.ToArray(), state: "other");
            await rows.Keep(each.Grain, "other"u8.ToArray(), number: 1);
        }
        await rows.Keep(GrainKey.Of("person/F9"), null);

        var report = (await Prover.ProveAll(store, TestLedger.Clock, null, default)).Report;

        Assert.NotEmpty(snapshots);
        Assert.Empty(report.Findings);
        Assert.Equal((snapshots.Count, 0), (report.SnapshotsCompared, report.SnapshotsUnused));
    }

    [PostgresFact]
    public async Task A_snapshot_that_silos_kept_and_that_says_another_state_than_the_journal_is_named()
    {
        var (store, rows, snapshots) = await Cluster();
        await using var _ = store;
        var odd = snapshots.Single(static each => each.Grain.Value == "person/P3");
        var text = Encoding.UTF8.GetString(odd.Body);
        var balance = text.IndexOf("\"balance\":", StringComparison.Ordinal) + "\"balance\":".Length;
        await rows.Keep(odd with { Body = Encoding.UTF8.GetBytes(text.Insert(balance, "1")) });

        var all = await Prover.ProveAll(store, TestLedger.Clock, null, default);
        var next = await Prover.ProveSince(await EarlierProof(), store, TestLedger.Clock, default);

        ProverTests.AssertFound(all.Report, ProofCheck.SnapshotDiffers, "person/P3", odd.Sequence);
        ProverTests.AssertFound(next!.Report, ProofCheck.SnapshotDiffers, "person/P3", odd.Sequence);
    }

    [PostgresFact]
    public async Task A_snapshot_of_a_grain_that_the_journal_does_not_know_is_named()
    {
        var (store, rows, snapshots) = await Cluster();
        await using var _ = store;
        await rows.Keep(snapshots[0] with { Grain = GrainKey.Of("person/P0") });

        var report = (await Prover.ProveAll(store, TestLedger.Clock, null, default)).Report;

        ProverTests.AssertFound(report, ProofCheck.SnapshotDiffers, "person/P0", snapshots[0].Sequence);
    }

    [PostgresFact]
    public async Task Snapshots_that_can_t_be_read_are_counted_and_are_no_findings()
    {
        var (store, rows, snapshots) = await Cluster();
        await using var _ = store;
        var kept = snapshots.Single(static each => each.Grain.Value == "person/P3");
        await rows.Keep(kept.Grain, """{"sequence":3,"hash":"AQID"}"""u8.ToArray());
        await rows.Keep(kept with { Grain = GrainKey.Of("person/P0"), Sequence = 0 });
        await rows.Keep(GrainKey.Of("person/P1"), "no json"u8.ToArray());
        await rows.Keep(GrainKey.Of("person/P9"), "null"u8.ToArray());

        var all = await Prover.ProveAll(store, TestLedger.Clock, null, default);
        var next = await Prover.ProveSince(await EarlierProof(), store, TestLedger.Clock, default);

        Assert.Empty(all.Report.Findings);
        Assert.Equal((0, 4), (all.Report.SnapshotsCompared, all.Report.SnapshotsUnused));
        Assert.Empty(next!.Report.Findings);
        Assert.Equal((0, 3), (next.Report.SnapshotsCompared, next.Report.SnapshotsUnused));
    }

    /// <summary>The books of the day over a database without snapshots, and those that the day's host kept.</summary>
    async Task<(ClusterJournalStore Store, Rows Rows, List<Snapshot> Snapshots)> Cluster()
    {
        var database = await PostgresServer.NewDatabase();
        await using var source = NpgsqlDataSource.Create(database);
        await PostgresSchema.ApplyCluster(source, default);
        var snapshots = await books.Store.ReadSnapshotsByGrain().ToListAsync();
        return (new ClusterJournalStore(books.Store.Another(), database), new Rows(database), snapshots);
    }

    /// <summary>A proof of the day's first entries, after which P1, P3 and P9 go on.</summary>
    async Task<KeptProof> EarlierProof()
    {
        var morning = new MemoryJournalStore(lanes: 1);
        var entries = await books.Store.Follow(JournalPosition.Start).Take(10).ToListAsync();
        await morning.Write(0, new Batch([.. entries.Select(static placed => placed.Entry)], []), default);
        return (await Prover.ProveAll(morning, TestLedger.Clock, null, default)).Kept!;
    }

    /// <summary>The table in which silos keep snapshots.</summary>
    sealed class Rows(string database)
    {
        public Task Keep(Snapshot snapshot) => Keep(
            snapshot.Grain,
            JsonSerializer.SerializeToUtf8Bytes(KeptSnapshot.Of(snapshot), LedgerJson.Options));

        public async Task Keep(
            GrainKey grain,
            byte[]? payload,
            string service = KeptSnapshot.Service,
            string state = KeptSnapshot.StateName,
            long number = 0)
        {
            await using var source = NpgsqlDataSource.Create(database);
            await using var insert = source.CreateCommand(
                "INSERT INTO orleansstorage VALUES ($1, $2, $3, $4, $4, 1, now(), $5)");
            insert.Parameters.AddWithValue(grain.Value);
            insert.Parameters.AddWithValue(state);
            insert.Parameters.AddWithValue(service);
            insert.Parameters.AddWithValue(number);
            insert.Parameters.AddWithValue(payload is null ? DBNull.Value : payload);
            await insert.ExecuteNonQueryAsync();
        }
    }
}
