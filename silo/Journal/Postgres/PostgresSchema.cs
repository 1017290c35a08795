using Gongji.Journal.Schema;
using Npgsql;

namespace Gongji.Journal.Postgres;

/// <summary>Brings the schema of a PostgreSQL database up to date.</summary>
static class PostgresSchema
{
    /// <summary>Any number that nobody else locks. Hosts that start at once take the steps one after another.</summary>
    const long Key = 0x676f6e676a69;

    public static async Task Apply(NpgsqlDataSource source, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await Execute(connection, $"SELECT pg_advisory_xact_lock({Key})", stop);
        await RequireDurability(connection, stop);
        await Execute(
            connection,
            """
            CREATE TABLE IF NOT EXISTS gongji_schema (
              version integer PRIMARY KEY, file text NOT NULL, applied timestamptz NOT NULL DEFAULT now())
            """,
            stop);
        var applied = await Scalar<int>(connection, "SELECT coalesce(max(version), 0) FROM gongji_schema", stop);
        foreach (var step in SchemaStep.After("postgres", applied))
        {
            await Execute(connection, step.Sql, stop);
            await Execute(connection, $"INSERT INTO gongji_schema VALUES ({step.Number}, '{step.Name}')", stop);
        }
        await transaction.CommitAsync(stop);
    }

    /// <summary>An answer promises that what it says was booked survives a power cut.</summary>
    static async Task RequireDurability(NpgsqlConnection connection, CancellationToken stop)
    {
        foreach (var setting in (string[])["fsync", "synchronous_commit", "full_page_writes"])
        {
            if (await Scalar<string>(connection, $"SELECT current_setting('{setting}')", stop) == "off")
            {
                throw new InvalidOperationException(
                    $"PostgreSQL's setting {setting} is off: it would call durable what a power cut can undo.");
            }
        }
    }

    static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }

    static async Task<T> Scalar<T>(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(stop))!;
    }
}
