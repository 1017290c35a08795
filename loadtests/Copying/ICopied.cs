using Gongji.Journal.Entries;
using Gongji.Journal.Postgres;
using Gongji.Journal.Sqlite;
using Gongji.Tests.Support;

namespace Gongji.LoadTests.Copying;

/// <summary>A journal that is copied while it is written, as its store is backed up.</summary>
interface ICopied : IAsyncDisposable
{
    string Name { get; }

    Task<IJournalStore> Open();

    /// <summary>Makes a copy and goes back to it, beside the original.</summary>
    Task<IJournalStore> Copy(int number);
}

/// <summary>By SQLite's way to copy a file that is written.</summary>
sealed class CopiedSqlite(string folder) : ICopied
{
    readonly string _file = Path.Combine(folder, "copied.db");

    public string Name => "SQLite";

    public async Task<IJournalStore> Open()
    {
        var store = new SqliteJournalStore(_file);
        await store.Prepare(CancellationToken.None);
        return store;
    }

    public async Task<IJournalStore> Copy(int number)
    {
        var copy = Path.Combine(folder, $"copy{number}.db");
        await SqliteBackup.Write(_file, copy);
        return new SqliteJournalStore(copy);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>By a base backup of the server.</summary>
sealed class CopiedPostgres(PostgresServer server) : ICopied
{
    string _database = "";

    public string Name => "PostgreSQL";

    public async Task<IJournalStore> Open()
    {
        _database = await server.CreateDatabase();
        var store = new PostgresJournalStore(_database, TimeProvider.System);
        await store.Prepare(CancellationToken.None);
        return store;
    }

    public async Task<IJournalStore> Copy(int number)
    {
        var copy = await server.BaseBackup();
        return new OnServer(new PostgresJournalStore(copy.SameAs(_database), TimeProvider.System), copy);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>A journal whose server goes with it.</summary>
    sealed class OnServer(IJournalStore journal, PostgresServer server) : PassThroughStore(journal)
    {
        protected override ValueTask Gone() => server.DisposeAsync();
    }
}
