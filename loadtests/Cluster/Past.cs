using Gongji.LoadTests.Workload;

namespace Gongji.LoadTests.Cluster;

/// <summary>What persons have behind them when a comparison begins.</summary>
static class Past
{
    /// <summary>Bills of the past have numbers that no other reaches.</summary>
    public const long Bills = 900_000_000_000;

    public static async Task Live(Town town, PersonNo person, int settlements)
    {
        var random = new Random(settlements);
        for (var n = 0; n < settlements; n++)
        {
            (await town.Settle(person, random)).OrThrow();
        }
    }
}
