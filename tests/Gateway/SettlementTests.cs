namespace Gongji.Tests;

/// <summary>A visit from registration to cancellation, over HTTP.</summary>
public sealed class SettlementTests
{
    [Fact]
    public async Task A_visit_is_registered_priced_settled_and_cancelled_and_every_fen_comes_back()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(100m);

        var pre = await town.Ask("2206", Town.Settlement(visit, 100m));
        var settled = await town.Ask("2207", Town.Settlement(visit, 100m));
        var cancelled = await town.Ask("2208", Town.Cancellation(settled["setlinfo"]!));

        Assert.Equal(50m, (decimal)pre["setlinfo"]!["acct_mulaid_pay"]!);
        Assert.Equal(0m, (decimal)settled["setlinfo"]!["balc"]!);
        Assert.Equal(-100m, (decimal)cancelled["setlinfo"]!["acct_pay"]!);
        Assert.Equal(50m, (decimal)cancelled["setlinfo"]!["balc"]!);
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }
}
