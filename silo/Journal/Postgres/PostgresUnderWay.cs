using Npgsql;

namespace Gongji.Journal.Postgres;

/// <summary>Transactions of a server that have not ended, those of its other databases among them. What was committed
/// after the oldest of them began is held back from readers, who would miss what it may still put before that.
/// </summary>
sealed class PostgresUnderWay(NpgsqlDataSource source, PostgresReach reach, TimeProvider time)
{
    /// <summary>A transaction of a ledger ends sooner by far; whoever holds one open may never end it.</summary>
    static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc cref="Entries.IJournalStore.AwaitUnderWay"/>
    public async Task Await(CancellationToken stop)
    {
        var since = time.GetTimestamp();
        var (oldest, next) = await Look(stop);
        while (oldest < next && time.GetElapsedTime(since) < WaitMax)
        {
            await Task.Delay(LookEvery, time, stop);
            (oldest, _) = await Look(stop);
        }
    }

    /// <returns>The oldest transaction under way, and the one behind the last that has ended.</returns>
    async Task<(ulong Oldest, ulong Next)> Look(CancellationToken stop)
    {
        await using var command = source.CreateCommand(
            "SELECT pg_snapshot_xmin(now), pg_snapshot_xmax(now) FROM pg_current_snapshot() AS now");
        await using var rows = await reach.Rows(command, stop);
        await rows.ReadAsync(stop);
        return (rows.GetFieldValue<ulong>(0), rows.GetFieldValue<ulong>(1));
    }
}
