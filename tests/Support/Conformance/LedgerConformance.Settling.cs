using Gongji.People;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// Who pays how much of a bill, and what many who ask at once are told.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task Pool_own_account_relative_and_cash_share_a_bill() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 50);
        await ledger.Enrol("F1", yuan: 100);
        await ledger.FormNetwork("N1", "F1", "P1");

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 700))).OrThrow();

        // Xi'an, level 2, active: 200 deductible, 60% of 500 from the pool.
        Assert.Equal(300, receipt.PoolPay.Yuan);
        Assert.Equal(50, receipt.Own.Yuan);
        Assert.Equal(100, receipt.Aid.Yuan);
        Assert.Equal(250, receipt.Cash.Yuan);
        Assert.Equal(0, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task What_no_account_may_pay_is_cash_however_many_accounts_there_are() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 30);
        await ledger.Enrol("F1", yuan: 500);
        await ledger.FormNetwork("N1", "F1", "P1");
        var bill = ledger.BillOf("P1", inScope: 40, ownExpense: 60);
        bill = bill with { Amounts = bill.Amounts with { AccountBarred = bill.Amounts.OwnExpense } };

        var receipt = (await ledger.Settle(bill)).OrThrow();

        Assert.Equal((30, 10, 60), (receipt.Own.Yuan, receipt.Aid.Yuan, receipt.Cash.Yuan));
    });

    [ContractFact]
    public Task The_oldest_credits_are_spent_first() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 50, year: ledger.Today.Year - 2);
        await ledger.Credit("P1", 50, ledger.Today.Year - 1);

        (await ledger.Settle(ledger.BillOf("P1", inScope: 70))).OrThrow();

        var lots = (await ledger.ViewOf("P1")).Lots;
        Assert.Equal([0, 30], lots.Select(static lot => lot.Balance.Yuan));
    });

    [ContractFact]
    public Task The_same_settlement_sent_50_times_at_once_is_booked_once() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 1000);
        var command = ledger.SettleOf(ledger.BillOf("P1", inScope: 100));

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => ledger.Person("P1").Settle(command)));

        Assert.Single(answers.Select(static answer => TextOf(answer.OrThrow())).Distinct());
        Assert.Equal(900, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task Spouses_who_fund_each_other_settle_at_the_same_time_without_deadlock() => On(async ledger =>
    {
        await ledger.Enrol("A", yuan: 100_000);
        await ledger.Enrol("B", yuan: 100_000);
        await ledger.FormNetwork("NA", "A");
        await ledger.FormNetwork("NB", "B");
        await ledger.AddMember("NA", "B", relation: Relation.Spouse);
        await ledger.AddMember("NB", "A", relation: Relation.Spouse);

        for (var round = 0; round < 100; round++)
        {
            var both = await Task.WhenAll(
                ledger.Settle(ledger.BillOf("A", inScope: 150)), ledger.Settle(ledger.BillOf("B", inScope: 150)));
            Assert.All(both, answer => answer.OrThrow());
        }
    });

    [ContractFact]
    public Task Of_64_members_at_once_a_network_with_money_for_one_pays_exactly_one() => On(async ledger =>
    {
        await ledger.Enrol("F", yuan: 100);
        await ledger.FormNetwork("N", "F");
        string[] members = [.. Enumerable.Range(1, 64).Select(static n => $"M{n}")];
        foreach (var member in members)
        {
            await ledger.Enrol(member, PersonKind.Resident);
            await ledger.AddMember("N", member);
        }

        var receipts = await Task.WhenAll(members.Select(async member =>
            (await ledger.Settle(ledger.BillOf(member, inScope: 0, ownExpense: 100))).OrThrow()));

        Assert.Single(receipts, static receipt => receipt.Aid.Yuan == 100);
        Assert.Equal(63, receipts.Count(static receipt => receipt.Cash.Yuan == 100));
    });

    [ContractFact]
    public Task Who_asks_after_the_settlement_hears_what_was_settled_until_it_is_undone() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var bill = ledger.BillOf("P1", inScope: 60);
        var receipt = (await ledger.Settle(bill)).OrThrow();

        var asked = (await ledger.Person("P1").PreSettle(ledger.SettleOf(bill))).OrThrow();
        var inCash = await ledger.Person("P1").PreSettle(ledger.SettleOf(bill) with { UseAccount = false });
        await ledger.Reverse(receipt);
        var anew = (await ledger.Person("P1").PreSettle(ledger.SettleOf(bill))).OrThrow();

        Assert.Equal(TextOf(receipt), TextOf(asked));
        Assert.True(inCash.Refusal?.Is(SettleRefusal.BatchSettledAlready));
        Assert.NotEqual(receipt.Settlement, anew.Settlement);
        Assert.Equal(40, anew.BalanceAfter.Yuan);
    });

    [ContractFact]
    public Task Who_asks_first_hears_what_the_settlement_will_say_and_nothing_is_booked() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 50);
        await ledger.Enrol("F1", yuan: 100);
        await ledger.FormNetwork("N1", "F1", "P1");
        var command = ledger.SettleOf(ledger.BillOf("P1", inScope: 700));

        var asked = (await ledger.Person("P1").PreSettle(command)).OrThrow();

        Assert.False((await ledger.Person("P1").FindOperation(command.Operation.Id)).Known);
        Assert.Equal((50, 0), (await ledger.BalanceOf("P1"), (await ledger.ViewOf("F1")).Held.Yuan));
        var receipt = (await ledger.Person("P1").Settle(command)).OrThrow();
        Assert.Equal(TextOf(receipt.Lines), TextOf(asked.Lines));
        Assert.Equal(receipt.PoolPay, asked.PoolPay);
    });

    [ContractFact]
    public Task What_the_funder_gave_is_gone_from_the_account_and_used_in_the_network() => On(async ledger =>
    {
        await WithNetwork(ledger);

        (await ledger.Settle(ledger.BillOf("P1", inScope: 40))).OrThrow();
        await ledger.Person("P1").Attend();

        var network = await ledger.ViewOfNetwork("N1");
        Assert.Equal((60, 0), (await ledger.BalanceOf("F1"), (await ledger.ViewOf("F1")).Held.Yuan));
        Assert.Equal((40, 40), (network.Used.Yuan, Assert.Single(network.Members).UsedInPeriod.Yuan));
        Assert.Empty(network.OpenDraws);
    });

    [ContractFact]
    public Task Credits_of_a_year_are_historic_from_the_next_one_on() => On(async ledger =>
    {
        await ledger.Enrol("P1");
        await ledger.Credit("P1", 100, ledger.Today.Year);

        var now = await ledger.ViewOf("P1");
        var then = (await ledger.Person("P1").View(new DateOnly(ledger.Today.Year + 1, 1, 1))).OrThrow();

        Assert.Equal((0, 100), (now.Historic.Yuan, now.Current.Yuan));
        Assert.Equal((100, 0), (then.Historic.Yuan, then.Current.Yuan));
    });
}
