namespace Gongji.Tests.Ledger;

public sealed class SettlementTests
{
    [Fact]
    public async Task The_ceiling_of_the_own_account_holds_for_the_credits_of_all_years_together()
    {
        await using var ledger = await TestLedger.Start(policies: ChangedPacks.With(
            "national.json", "\"own_scope\": \"personal_share\"", "\"own_scope\": \"in_scope\""));
        await ledger.Enrol("P1", yuan: 30);
        await ledger.Credit("P1", 50, ledger.Today.Year);

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 40, ownExpense: 60))).OrThrow();

        Assert.Equal((40, 60), (receipt.Own.Yuan, receipt.Cash.Yuan));
    }
}
