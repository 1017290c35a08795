using Gongji.Journal.Entries;
using Gongji.Journal.Sqlite;
using Gongji.Tests.Support.Conformance;

namespace Gongji.Tests.Ledger;

public sealed class EmbeddedSqliteConformance(SqliteLedger shared) : LedgerConformance, IClassFixture<SqliteLedger>
{
    protected override async Task On(Func<ConformingLedger, Task> test) => await test(await shared.ForOneTest());
}

public sealed class SqliteLedger : SharedLedger
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
