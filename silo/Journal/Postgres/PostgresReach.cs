using Gongji.Journal.Reaching;
using Npgsql;

namespace Gongji.Journal.Postgres;

/// <summary>How a database is reached by all who ask it.</summary>
sealed class PostgresReach : IAsyncDisposable
{
    readonly NpgsqlDataSource _source;
    readonly NpgsqlDataSource _probes;
    readonly Breaker _breaker;

    /// <param name="source">The pool that all use.</param>
    /// <param name="database">Connection string of the same database, for probes.</param>
    public PostgresReach(NpgsqlDataSource source, string database, TimeProvider time)
    {
        _source = source;
        // What waits in the pool says nothing of the database, and the pool may be full of calls that hang.
        _probes = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { Pooling = false });
        _breaker = new Breaker(IsAway, Probe, time, TaskScheduler.Default);
    }

    /// <inheritdoc cref="Breaker.EnsureThere"/>
    public void EnsureThere() => _breaker.EnsureThere();

    /// <summary>Reads; once more when a connection of the pool had died while nobody used it. The others are then as
    /// dead, and are dropped with it.</summary>
    /// <exception cref="DatabaseAwayException">It was not asked.</exception>
    public Task<NpgsqlDataReader> Rows(NpgsqlCommand command, CancellationToken stop) => _breaker.Ask(async () =>
    {
        try
        {
            return await command.ExecuteReaderAsync(stop);
        }
        catch (NpgsqlException lost) when (IsAway(lost))
        {
            _source.Clear();
            return await command.ExecuteReaderAsync(stop);
        }
    });

    /// <summary>Does something else, and not again.</summary>
    /// <exception cref="DatabaseAwayException">It was not done.</exception>
    public Task<T> Ask<T>(Func<Task<T>> call) => _breaker.Ask(call);

    public async ValueTask DisposeAsync()
    {
        await _breaker.DisposeAsync();
        await _probes.DisposeAsync();
    }

    /// <summary>Whether the connection failed and not the statement, or the server says that it goes or comes.
    /// </summary>
    static bool IsAway(Exception failed) => failed is NpgsqlException and
        (not PostgresException
        or PostgresException
        {
            SqlState: PostgresErrorCodes.AdminShutdown
                or PostgresErrorCodes.CrashShutdown
                or PostgresErrorCodes.CannotConnectNow
        });

    async Task Probe(CancellationToken stop)
    {
        try
        {
            await using var connection = await _probes.OpenConnectionAsync(stop);
        }
        catch (PostgresException refused) when (!IsAway(refused))
        {
            // Who says that there is no room for one more is there, and those that it has let in may go on.
        }
    }
}
