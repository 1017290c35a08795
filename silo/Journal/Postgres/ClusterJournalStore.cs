using System.Runtime.CompilerServices;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Npgsql;

namespace Gongji.Journal.Postgres;

/// <summary>The journal of a cluster as an auditor reads it: its silos keep snapshots apart from it, in the database in
/// which they find one another.</summary>
/// <param name="database">Connection string of that database.</param>
public sealed class ClusterJournalStore(IJournalStore journal, string database) : IJournalStore
{
    /// <summary>The rows that silos look at; one that was cleared is none.</summary>
    const string Kept =
        $"""
        FROM orleansstorage
        WHERE graintypestring = '{KeptSnapshot.StateName}' AND serviceid = '{KeptSnapshot.Service}'
          AND grainidn0 = 0 AND grainidn1 = 0 AND payloadbinary IS NOT NULL
        """;

    readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(database);

    public int Databases => journal.Databases;

    public int Lanes => journal.Lanes;

    public Task Prepare(CancellationToken stop) => journal.Prepare(stop);

    public Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop) =>
        journal.Write(lane, batch, stop);

    public IAsyncEnumerable<Entry> Read(GrainKey grain, long from, long to, CancellationToken stop = default) =>
        journal.Read(grain, from, to, stop);

    public Task<IReadOnlyList<WorkMark>> OpenWork(int database, WorkMark? after, int limit, CancellationToken stop) =>
        journal.OpenWork(database, after, limit, stop);

    public IAsyncEnumerable<PositionedEntry> Follow(JournalPosition after, CancellationToken stop = default) =>
        journal.Follow(after, stop);

    public Task<JournalPosition> Cursor(string follower, int database, CancellationToken stop) =>
        journal.Cursor(follower, database, stop);

    public Task MoveCursor(string follower, JournalPosition to, CancellationToken stop) =>
        journal.MoveCursor(follower, to, stop);

    public IAsyncEnumerable<PositionedEntry> ReadByGrain(CancellationToken stop = default) =>
        journal.ReadByGrain(stop);

    public Task AwaitUnderWay(CancellationToken stop) => journal.AwaitUnderWay(stop);

    public Task<long> CountAfter(JournalPosition position, CancellationToken stop) =>
        journal.CountAfter(position, stop);

    public IAsyncEnumerable<SealedCommit> ReadCommits(JournalPosition after, CancellationToken stop = default) =>
        journal.ReadCommits(after, stop);

    public Task<Seal?> ReadSeal(int database, string chain, long number, CancellationToken stop) =>
        journal.ReadSeal(database, chain, number, stop);

    public Task<IReadOnlyList<Seal>> ReadChains(int database, CancellationToken stop) =>
        journal.ReadChains(database, stop);

    public async Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop)
    {
        await using var command = _source.CreateCommand($"SELECT payloadbinary {Kept} AND grainidextensionstring = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = grain.Value });
        return await command.ExecuteScalarAsync(stop) is byte[] payload ? SnapshotOf(grain, payload) : null;
    }

    public async IAsyncEnumerable<Snapshot> ReadSnapshotsByGrain(
        [EnumeratorCancellation] CancellationToken stop = default)
    {
        await using var command = _source.CreateCommand(
            $"SELECT payloadbinary, grainidextensionstring {Kept} ORDER BY grainidextensionstring");
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            yield return SnapshotOf(new GrainKey(rows.GetString(1)), rows.GetFieldValue<byte[]>(0));
        }
    }

    public Task WriteSnapshot(Snapshot snapshot, CancellationToken stop) =>
        throw new NotSupportedException("Only silos keep snapshots in the cluster's database.");

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await journal.DisposeAsync();
    }

    static Snapshot SnapshotOf(GrainKey grain, byte[] payload) =>
        KeptSnapshot.Read(payload) is { Sequence: > 0 } kept ? kept.For(grain) : Snapshot.Unreadable(grain);
}
