using Gongji.Journal.Schema;
using Microsoft.Data.Sqlite;

namespace Gongji.Journal.Sqlite;

/// <summary>Brings the schema of a SQLite file up to date.</summary>
static class SqliteSchema
{
    public static void Apply(SqliteConnection connection)
    {
        // Immediate: of two that prepare the same file at once, the second sees what the first has done.
        using var transaction = connection.BeginTransaction(deferred: false);
        Execute(
            connection, "CREATE TABLE IF NOT EXISTS gongji_schema (version INTEGER PRIMARY KEY, file TEXT NOT NULL)");
        foreach (var step in SchemaStep.After("sqlite", Applied(connection)))
        {
            Execute(connection, step.Sql);
            Execute(connection, $"INSERT INTO gongji_schema VALUES ({step.Number}, '{step.Name}')");
        }
        transaction.Commit();
    }

    static long Applied(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(version), 0) FROM gongji_schema";
        return (long)command.ExecuteScalar()!;
    }

    static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
