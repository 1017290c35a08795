using Gongji.Client.Cluster;
using Npgsql;

namespace Gongji.Hosting.Leases;

/// <summary>Whether this silo does what one silo of the cluster does for all.</summary>
interface ILease
{
    /// <summary>Takes the lease of a work, or goes on with it.</summary>
    /// <param name="work">The name of the work, such as <c>sweep</c>.</param>
    /// <returns>False when another silo has it.</returns>
    Task<bool> Hold(string work, CancellationToken stop);

    /// <summary>Leaves a work to the next silo at once. When that fails the lease runs out by itself.</summary>
    Task Leave(string work, CancellationToken stop);
}

/// <summary>A silo that is alone does all of it.</summary>
sealed class OnlySilo : ILease
{
    public Task<bool> Hold(string work, CancellationToken stop) => Task.FromResult(true);

    public Task Leave(string work, CancellationToken stop) => Task.CompletedTask;
}

/// <summary>Which silo of the cluster does a work. The database's clock decides, so that a silo that was stopped for a
/// while finds its lease gone.</summary>
sealed class Lease(ClusterOptions cluster) : ILease, IDisposable
{
    /// <summary>Longer than a page of a sweep takes, or the delivery of some notices; when a silo dies, nobody works
    /// for as long.</summary>
    static readonly TimeSpan Lasts = TimeSpan.FromSeconds(15);

    /// <summary>A silo that stops while the database is away has more to do than to wait for it.</summary>
    static readonly TimeSpan LeaveWithin = TimeSpan.FromSeconds(2);

    readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(cluster.Database);
    readonly string _holder = Guid.NewGuid().ToString("N");

    public async Task<bool> Hold(string work, CancellationToken stop)
    {
        await using var command = _database.CreateCommand(
            """
            INSERT INTO lease AS l (name, holder, until) VALUES ($1, $2, now() + $3)
            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
            WHERE l.holder = excluded.holder OR l.until < now()
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = NameOf(work) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _holder });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = Lasts });
        return await command.ExecuteNonQueryAsync(stop) > 0;
    }

    public async Task Leave(string work, CancellationToken stop)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(stop);
        leaving.CancelAfter(LeaveWithin);
        await using var command = _database.CreateCommand("DELETE FROM lease WHERE name = $1 AND holder = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = NameOf(work) });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _holder });
        try
        {
            await command.ExecuteNonQueryAsync(leaving.Token);
        }
        catch (Exception away) when (away is NpgsqlException or OperationCanceledException)
        {
            // It runs out.
        }
    }

    public void Dispose() => _database.Dispose();

    string NameOf(string work) => $"{work}/{cluster.Name}";
}
