using Gongji.Client.Cluster;
using Npgsql;

namespace Gongji.Hosting.Sweeping;

/// <summary>Whether this silo looks after open work.</summary>
interface ISweepLease
{
    /// <summary>Takes the lease, or goes on with it.</summary>
    /// <returns>False when another silo has it.</returns>
    Task<bool> Hold(CancellationToken stop);
}

/// <summary>A silo that is alone always sweeps.</summary>
sealed class OnlySilo : ISweepLease
{
    public Task<bool> Hold(CancellationToken stop) => Task.FromResult(true);
}

/// <summary>Which silo of the cluster sweeps. The database's clock decides, so that a silo that was stopped for a while
/// finds its lease gone.</summary>
sealed class SweepLease(ClusterOptions cluster) : ISweepLease, IDisposable
{
    /// <summary>Longer than a sweep takes; when a silo dies, nobody sweeps for as long.</summary>
    static readonly TimeSpan Lasts = TimeSpan.FromSeconds(15);

    readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(cluster.Database);
    readonly string _holder = Guid.NewGuid().ToString("N");

    public async Task<bool> Hold(CancellationToken stop)
    {
        await using var command = _database.CreateCommand(
            """
            INSERT INTO lease AS l (name, holder, until) VALUES ($1, $2, now() + $3)
            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
            WHERE l.holder = excluded.holder OR l.until < now()
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"sweep/{cluster.Name}" });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _holder });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = Lasts });
        return await command.ExecuteNonQueryAsync(stop) > 0;
    }

    public void Dispose() => _database.Dispose();
}
