using Gongji.Journal.Entries;
using Gongji.Journal.Postgres;
using Gongji.Tests.Support.Conformance;

namespace Gongji.Tests.Ledger;

[NeedsPostgres]
public sealed class EmbeddedPostgresConformance(PostgresLedger shared)
    : LedgerConformance, IClassFixture<PostgresLedger>
{
    protected override async Task On(Func<ConformingLedger, Task> test) => await test(await shared.ForOneTest());
}

public sealed class PostgresLedger : SharedLedger
{
    protected override async Task<IJournalStore> Connect() =>
        new PostgresJournalStore(await PostgresServer.NewDatabase(), lanes: 3);
}
