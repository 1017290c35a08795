using System.Data.Common;
using Gongji.Journal.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gongji.Journal.Naming;

/// <summary>Where a database says which ledger it belongs to, so that none is taken for another's.</summary>
public sealed class NamePlate
{
    readonly Func<DbConnection?> _toRead;
    readonly Func<DbConnection> _toWrite;
    readonly string _hasTable;
    readonly string _name;
    readonly string? _entries;

    /// <param name="hasTable">Asks for the number of tables with the name that follows.</param>
    /// <param name="name">The table of the name.</param>
    /// <param name="entries">The table of entries; null where there are none.</param>
    NamePlate(
        string at,
        Func<DbConnection?> toRead,
        Func<DbConnection> toWrite,
        string hasTable,
        string name,
        string? entries) =>
        (At, _toRead, _toWrite, _hasTable, _name, _entries) = (at, toRead, toWrite, hasTable, name, entries);

    /// <summary>The database, as an operator knows it; without passwords.</summary>
    public string At { get; }

    /// <summary>Of a journal in a SQLite file, which need not be there.</summary>
    public static NamePlate OfFile(string file) => new(
        file,
        () => File.Exists(file) ? new SqliteConnection($"{SqliteReading.Of(file)};Pooling=False") : null,
        () => new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString()),
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name =",
        "ledger",
        "journal");

    /// <summary>Of a database of a journal in PostgreSQL.</summary>
    public static NamePlate OfJournal(string connectionString) => OfPostgres(connectionString, "ledger", "journal");

    /// <summary>Of the database in which silos find one another.</summary>
    public static NamePlate OfCluster(string connectionString) => OfPostgres(connectionString, "cluster_ledger", null);

    /// <exception cref="DbException">The database can't be read.</exception>
    public async Task<FoundName> Read(CancellationToken stop)
    {
        await using var connection = _toRead();
        if (connection is null)
        {
            return new FoundName(null, HasEntries: false);
        }
        await connection.OpenAsync(stop);
        var hasEntries = _entries is not null
            && await Number(connection, $"{_hasTable} '{_entries}'", stop) > 0
            && await Number(connection, $"SELECT count(*) FROM (SELECT 1 FROM {_entries} LIMIT 1) AS one", stop) > 0;
        return await Number(connection, $"{_hasTable} '{_name}'", stop) == 0
            ? new FoundName(null, hasEntries)
            : new FoundName(await NameIn(connection, stop), hasEntries);
    }

    /// <summary>Says from now on that the database, whose tables are up to date, belongs to a ledger, unless it says
    /// already to which.</summary>
    /// <returns>What it says then.</returns>
    public async Task<LedgerName> Write(LedgerName name, CancellationToken stop)
    {
        await using var connection = _toWrite();
        await connection.OpenAsync(stop);
        await using var command = Command(
            connection, $"INSERT INTO {_name} (id, keys, seals) VALUES (@id, @keys, @seals) ON CONFLICT DO NOTHING");
        Add(command, "id", $"{name.Ledger}");
        Add(command, "keys", name.Keys);
        Add(command, "seals", name.Seals);
        await command.ExecuteNonQueryAsync(stop);
        return (await NameIn(connection, stop))!;
    }

    /// <summary>Says from now on something else of the same ledger.</summary>
    /// <exception cref="InvalidDataException">It does not say any more what it did before.</exception>
    public async Task Replace(LedgerName before, LedgerName name, CancellationToken stop)
    {
        await using var connection = _toWrite();
        await connection.OpenAsync(stop);
        await using var command = Command(
            connection,
            $"UPDATE {_name} SET keys = @keys, seals = @seals "
            + "WHERE id = @id AND keys = @oldKeys AND seals = @oldSeals");
        Add(command, "id", $"{before.Ledger}");
        Add(command, "keys", name.Keys);
        Add(command, "seals", name.Seals);
        Add(command, "oldKeys", before.Keys);
        Add(command, "oldSeals", before.Seals);
        if (await command.ExecuteNonQueryAsync(stop) != 1)
        {
            throw new InvalidDataException($"{At} does not say any more what it said of its ledger.");
        }
    }

    static NamePlate OfPostgres(string connectionString, string name, string? entries)
    {
        var at = new NpgsqlConnectionStringBuilder(connectionString);
        // Rarely asked: no connection waits in a pool.
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString();
        return new(
            $"{at.Host}:{at.Port}/{at.Database}",
            () => new NpgsqlConnection(unpooled),
            () => new NpgsqlConnection(unpooled),
            "SELECT count(*) FROM pg_tables WHERE schemaname = ANY (current_schemas(false)) AND tablename =",
            name,
            entries);
    }

    async Task<LedgerName?> NameIn(DbConnection connection, CancellationToken stop)
    {
        await using var command = Command(connection, $"SELECT * FROM {_name}");
        await using var rows = await command.ExecuteReaderAsync(stop);
        if (!await rows.ReadAsync(stop))
        {
            return null;
        }
        var columns = Enumerable.Range(0, rows.FieldCount).ToDictionary(rows.GetName, rows.GetString);
        return new LedgerName(Guid.Parse(columns["id"]), columns["keys"], columns.GetValueOrDefault("seals", ""));
    }

    static async Task<long> Number(DbConnection connection, string sql, CancellationToken stop)
    {
        await using var command = Command(connection, sql);
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is made of constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
