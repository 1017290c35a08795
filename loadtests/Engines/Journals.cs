using Gongji.Journal.Entries;
using Gongji.Journal.Postgres;
using Gongji.Journal.Sqlite;
using Gongji.Tests.Support;

namespace Gongji.LoadTests.Engines;

/// <summary>Where a journal is kept.</summary>
enum StoreKind
{
    Sqlite,
    Postgres,
}

/// <summary>Makes empty journals of one kind.</summary>
/// <param name="folder">Of the SQLite files.</param>
/// <param name="lanes">Of PostgreSQL's journals.</param>
/// <param name="postgres">The one database to use; null for as many as are wanted on a private server.</param>
sealed class Journals(StoreKind kind, string folder, int lanes, string? postgres) : IAsyncDisposable
{
    PostgresServer? _server;

    public string Name => kind switch
    {
        StoreKind.Sqlite => "SQLite",
        StoreKind.Postgres => "PostgreSQL",
    };

    /// <returns>A journal, ready to be written.</returns>
    public async Task<IJournalStore> Make()
    {
        IJournalStore store = kind switch
        {
            StoreKind.Sqlite => new SqliteJournalStore(Path.Combine(folder, $"{Guid.NewGuid():N}.db")),
            StoreKind.Postgres =>
                new PostgresJournalStore(postgres ?? await MakeDatabase(), TimeProvider.System, lanes),
        };
        await store.Prepare(CancellationToken.None);
        return store;
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    async Task<string> MakeDatabase()
    {
        _server ??= await PostgresServer.Start("shared_buffers=1GB", "max_wal_size=8GB");
        return await _server.CreateDatabase();
    }
}
