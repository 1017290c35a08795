using System.Data.Common;
using Gongji.Journal.Entries;
using Gongji.Journal.Schema;
using Gongji.Journal.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gongji.Journal.Naming;

/// <summary>What a database of a journal holds.</summary>
/// <param name="Schema">The newest step of its schema that it has.</param>
/// <param name="Missing">Steps that this program takes when it serves.</param>
/// <param name="Entries">How many, or one more than are counted.</param>
/// <param name="Newest">When the last one was decided; null when there is none.</param>
public sealed record Glance(string Schema, IReadOnlyList<string> Missing, long Entries, DateTimeOffset? Newest);

/// <summary>Looks at a database of a journal for as long as it takes to count some entries, and changes nothing.
/// </summary>
public sealed class JournalGlance
{
    /// <summary>So many entries are counted at most.</summary>
    public const int CountMax = 1_000_000;

    readonly DbConnection _connection;
    readonly string _steps;
    readonly string _order;
    readonly Func<DbDataReader, DateTimeOffset> _at;

    JournalGlance(DbConnection connection, string steps, string order, Func<DbDataReader, DateTimeOffset> at) =>
        (_connection, _steps, _order, _at) = (connection, steps, order, at);

    /// <summary>At a journal in a SQLite file.</summary>
    public static JournalGlance AtFile(string file) => new(
        new SqliteConnection($"{SqliteReading.Of(file)};Pooling=False"),
        "sqlite",
        "number DESC",
        static row => JournalTime.Of(row.GetInt64(0)));

    /// <summary>At a database of a journal in PostgreSQL.</summary>
    public static JournalGlance AtPostgres(string connectionString) => new(
        new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString()),
        "postgres",
        "transaction DESC, number DESC",
        static row => row.GetFieldValue<DateTimeOffset>(0));

    /// <exception cref="DbException">The database can't be read.</exception>
    /// <exception cref="NewerSchemaException">A newer program made the schema.</exception>
    public async Task<Glance> Read(CancellationToken stop)
    {
        await using var connection = _connection;
        await connection.OpenAsync(stop);
        var (version, file) = await One(
            "SELECT version, file FROM gongji_schema ORDER BY version DESC LIMIT 1",
            static row => (Convert.ToInt64(row.GetValue(0)), row.GetString(1)),
            stop);
        var missing = SchemaStep.After(_steps, version).Select(static step => step.Name);
        var entries = await One(
            $"SELECT count(*) FROM (SELECT 1 FROM journal LIMIT {CountMax + 1}) AS counted",
            static row => row.GetInt64(0),
            stop);
        var newest = await One(
            $"SELECT at FROM journal ORDER BY {_order} LIMIT 1", row => (DateTimeOffset?)_at(row), stop);
        return new Glance(file ?? "none", [.. missing], entries, newest);
    }

    async Task<T?> One<T>(string sql, Func<DbDataReader, T> of, CancellationToken stop)
    {
        await using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The text is made of constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var rows = await command.ExecuteReaderAsync(stop);
        return await rows.ReadAsync(stop) ? of(rows) : default;
    }
}
