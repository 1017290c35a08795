using Gongji.Journal;
using Gongji.Journal.Postgres;
using Gongji.Tests.Conformance;

namespace Gongji.Tests.Hosts;

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
