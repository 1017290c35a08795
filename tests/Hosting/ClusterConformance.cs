using Gongji.Tests.Support.Conformance;

namespace Gongji.Tests.Hosting;

[NeedsPostgres]
public sealed class ClusterConformance(ThreeSilos cluster) : LedgerConformance, IClassFixture<ThreeSilos>
{
    protected override async Task On(Func<ConformingLedger, Task> test) => await test(await cluster.ForOneTest());
}

[NeedsPostgres]
public sealed class TimedClusterConformance(ThreeSilos cluster) : TimedConformance, IClassFixture<ThreeSilos>
{
    protected override async Task On(Func<TimedLedger, Task> test) => await test(await cluster.ForOneTest());
}
