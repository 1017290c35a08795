using Gongji.Journal.Schema;
using Npgsql;

namespace Gongji.Journal.Postgres;

/// <summary>Brings the schema of a PostgreSQL database up to date. The journal and what silos agree on have steps of
/// their own each, so that they may share a database or not.</summary>
public static class PostgresSchema
{
    /// <summary>Any number that nobody else locks. Hosts that start at once take the steps one after another.</summary>
    const long Key = 0x676f6e676a69;

    /// <exception cref="NewerSchemaException">A newer program made the schema.</exception>
    /// <exception cref="InvalidDataException">The database has another place in the journal.</exception>
    public static async Task ApplyJournal(NpgsqlDataSource source, JournalPart part, CancellationToken stop)
    {
        await Apply(source, "postgres", "gongji_schema", stop);
        await using var connection = await source.OpenConnectionAsync(stop);
        await Execute(
            connection, $"INSERT INTO journal_part VALUES ({part.Number}, {part.Parts}) ON CONFLICT DO NOTHING", stop);
        var number = await Scalar<int>(connection, "SELECT part FROM journal_part", stop);
        var found = new JournalPart(number, await Scalar<int>(connection, "SELECT parts FROM journal_part", stop));
        if (found != part)
        {
            throw new InvalidDataException(
                $"The PostgreSQL database is {found} of its journal and was named as {part}.");
        }
    }

    /// <exception cref="NewerSchemaException">A newer program made the schema.</exception>
    public static Task ApplyCluster(NpgsqlDataSource source, CancellationToken stop) =>
        Apply(source, "cluster", "gongji_cluster_schema", stop);

    static async Task Apply(NpgsqlDataSource source, string steps, string table, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await Execute(connection, $"SELECT pg_advisory_xact_lock({Key})", stop);
        await RequireDurability(connection, stop);
        await Execute(
            connection,
            $"""
            CREATE TABLE IF NOT EXISTS {table} (
              version integer PRIMARY KEY, file text NOT NULL, applied timestamptz NOT NULL DEFAULT now())
            """,
            stop);
        var applied = await Scalar<int>(connection, $"SELECT coalesce(max(version), 0) FROM {table}", stop);
        foreach (var step in SchemaStep.After(steps, applied))
        {
            await Execute(connection, step.Sql, stop);
            await Execute(connection, $"INSERT INTO {table} VALUES ({step.Number}, '{step.Name}')", stop);
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
