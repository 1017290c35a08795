using System.Globalization;
using System.Text;
using Gongji.Journal.Schema;
using Npgsql;

namespace Gongji.Journal.Postgres;

/// <summary>Brings the schema of a PostgreSQL database up to date. The journal and what silos agree on have steps of
/// their own each, so that they may share a database or not.</summary>
public static class PostgresSchema
{
    /// <summary>Any number that nobody else locks. Hosts that start at once take the steps one after another.</summary>
    const long Key = 0x676f6e676a69;

    /// <returns>What was found; what was missing then is there now.</returns>
    /// <exception cref="NewerSchemaException">A newer program made the schema.</exception>
    /// <exception cref="InvalidDataException">The database has another place in the journal.</exception>
    public static Task<SchemaState> ApplyJournal(NpgsqlDataSource source, JournalPart part, CancellationToken stop) =>
        Apply(source, connection => OfJournal(connection, part, stop), stop);

    /// <returns>What was found; what was missing then is there now.</returns>
    /// <exception cref="NewerSchemaException">A newer program made the schema.</exception>
    public static Task<SchemaState> ApplyCluster(NpgsqlDataSource source, CancellationToken stop) =>
        Apply(source, connection => OfCluster(connection, stop), stop);

    /// <summary>Looks, and changes nothing.</summary>
    /// <exception cref="NewerSchemaException">A newer program made the schema.</exception>
    /// <exception cref="InvalidDataException">The database has another place in the journal.</exception>
    public static async Task<SchemaState> ReadJournal(
        NpgsqlDataSource source, JournalPart part, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await OfJournal(connection, part, stop);
    }

    /// <summary>Sees that all databases of a journal are named, in their order.</summary>
    /// <exception cref="InvalidDataException">They are not.</exception>
    public static async Task RequireOrder(IReadOnlyList<string> journal, CancellationToken stop)
    {
        foreach (var (database, connectionString) in journal.Index())
        {
            await using var source = NpgsqlDataSource.Create(connectionString);
            await ReadJournal(source, new JournalPart(database + 1, journal.Count), stop);
        }
    }

    /// <summary>Looks, and changes nothing.</summary>
    /// <exception cref="NewerSchemaException">A newer program made the schema.</exception>
    public static async Task<SchemaState> ReadCluster(NpgsqlDataSource source, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await OfCluster(connection, stop);
    }

    static async Task<SchemaState> Apply(
        NpgsqlDataSource source, Func<NpgsqlConnection, Task<SchemaState>> read, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await RequireDurability(connection, stop);
        // Where nothing is missing a host may start by a role that may make no tables.
        var found = await read(connection);
        if (found.IsUpToDate)
        {
            return found;
        }
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await Execute(connection, $"SELECT pg_advisory_xact_lock({Key})", stop);
        found = await read(connection);
        if (!found.IsUpToDate)
        {
            await Execute(connection, found.Sql, stop);
        }
        await transaction.CommitAsync(stop);
        return found;
    }

    static Task<SchemaState> OfCluster(NpgsqlConnection connection, CancellationToken stop) =>
        Steps(connection, "cluster", "gongji_cluster_schema", stop);

    static async Task<SchemaState> OfJournal(NpgsqlConnection connection, JournalPart part, CancellationToken stop)
    {
        var found = await Steps(connection, "postgres", "gongji_schema", stop);
        if (await PlaceOf(connection, stop) is { } place)
        {
            return place == part
                ? found with { There = [.. found.There, $"{part}"] }
                : throw new InvalidDataException(
                    $"The PostgreSQL database is {place} of its journal and was named as {part}.");
        }
        return found with
        {
            Missing = [.. found.Missing, $"{part}"],
            Sql = found.Sql + $"INSERT INTO journal_part VALUES ({part.Number}, {part.Parts});\n",
        };
    }

    /// <returns>Null when the database has not been told its place.</returns>
    static async Task<JournalPart?> PlaceOf(NpgsqlConnection connection, CancellationToken stop)
    {
        if (!await HasTable(connection, "journal_part", stop))
        {
            return null;
        }
        await using var command = new NpgsqlCommand("SELECT part, parts FROM journal_part", connection);
        await using var rows = await command.ExecuteReaderAsync(stop);
        return await rows.ReadAsync(stop) ? new JournalPart(rows.GetInt32(0), rows.GetInt32(1)) : null;
    }

    /// <param name="steps">The folder of the schema's SQL files.</param>
    /// <param name="table">Where the database says which of them it has.</param>
    static async Task<SchemaState> Steps(
        NpgsqlConnection connection, string steps, string table, CancellationToken stop)
    {
        var there = new List<string>();
        var applied = 0;
        if (await HasTable(connection, table, stop))
        {
            await using var command = new NpgsqlCommand(
                $"SELECT version, file FROM {table} ORDER BY version", connection);
            await using var rows = await command.ExecuteReaderAsync(stop);
            while (await rows.ReadAsync(stop))
            {
                applied = rows.GetInt32(0);
                there.Add(rows.GetString(1));
            }
        }
        var missing = SchemaStep.After(steps, applied);
        return new SchemaState(there, [.. missing.Select(static step => step.Name)], SqlOf(missing, table));
    }

    static string SqlOf(IReadOnlyList<SchemaStep> missing, string table)
    {
        var sql = new StringBuilder();
        if (missing is [{ Number: 1 }, ..])
        {
            sql.Append(CultureInfo.InvariantCulture,
                $"""
                CREATE TABLE IF NOT EXISTS {table} (
                  version integer PRIMARY KEY, file text NOT NULL, applied timestamptz NOT NULL DEFAULT now());

                """);
        }
        foreach (var step in missing)
        {
            sql.Append(step.Sql).Append(CultureInfo.InvariantCulture,
                $"INSERT INTO {table} VALUES ({step.Number}, '{step.Name}');\n");
        }
        return sql.ToString();
    }

    /// <remarks>Asks the catalogue's rows. <c>to_regclass</c> may remember from before the lock that there is no such
    /// table.</remarks>
    static Task<bool> HasTable(NpgsqlConnection connection, string table, CancellationToken stop) => Scalar<bool>(
        connection,
        $"""
        SELECT EXISTS (
          SELECT FROM pg_tables WHERE tablename = '{table}' AND schemaname = ANY (current_schemas(false)))
        """,
        stop);

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
