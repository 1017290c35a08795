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

    [Fact]
    public async Task Aid_pays_no_further_than_its_own_scope_where_the_account_may_pay_more()
    {
        await using var ledger = await TestLedger.Start(policies: ChangedPacks.With(
            "shaanxi.json", "\"aid_scope\": \"personal_share\"", "\"aid_scope\": \"in_scope\""));
        await ledger.Enrol("F1", yuan: 100);
        await ledger.Enrol("P1");
        await ledger.FormNetwork("N1", "F1", "P1");

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 40, ownExpense: 60))).OrThrow();

        Assert.Equal((40, 60), (receipt.Aid.Yuan, receipt.Cash.Yuan));
    }
}
