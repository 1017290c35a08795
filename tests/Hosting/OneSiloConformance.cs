using Gongji.Journal.Entries;
using Gongji.Journal.Postgres;
using Gongji.Journal.Sqlite;
using Gongji.Tests.Support.Conformance;

namespace Gongji.Tests.Hosting;

public sealed class SiloOverMemory : OneSilo
{
    protected override Task<IJournalStore> Connect() => Task.FromResult<IJournalStore>(new MemoryJournalStore());
}

public sealed class SiloOverSqlite : OneSilo
{
    readonly string _folder = Directory.CreateTempSubdirectory("gongji-conformance-").FullName;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    protected override Task<IJournalStore> Connect() =>
        Task.FromResult<IJournalStore>(new SqliteJournalStore(Path.Combine(_folder, "journal.db")));
}

public sealed class SiloOverPostgres : OneSilo
{
    protected override async Task<IJournalStore> Connect() =>
        new PostgresJournalStore(await PostgresServer.NewDatabase(), TestLedger.Clock, lanes: 3);
}

public sealed class MemorySiloConformance(SiloOverMemory silo) : LedgerConformance, IClassFixture<SiloOverMemory>
{
    protected override async Task On(Func<ConformingLedger, Task> test) => await test(await silo.ForOneTest());
}

public sealed class TimedMemorySiloConformance(SiloOverMemory silo) : TimedConformance, IClassFixture<SiloOverMemory>
{
    protected override async Task On(Func<TimedLedger, Task> test) => await test(await silo.ForOneTest());
}

public sealed class SqliteSiloConformance(SiloOverSqlite silo) : LedgerConformance, IClassFixture<SiloOverSqlite>
{
    protected override async Task On(Func<ConformingLedger, Task> test) => await test(await silo.ForOneTest());
}

[NeedsPostgres]
public sealed class PostgresSiloConformance(SiloOverPostgres silo) : LedgerConformance, IClassFixture<SiloOverPostgres>
{
    protected override async Task On(Func<ConformingLedger, Task> test) => await test(await silo.ForOneTest());
}
