using Gongji.Credentials;
using Gongji.Families;
using Gongji.People;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// What is reported lost is good for nothing from the answer on, until it is unblocked; what was held before is paid.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task A_blocked_account_pays_nothing_and_the_pool_goes_on_paying() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var bill = ledger.BillOf("P1", inScope: 600, ownExpense: 10);
        await ledger.BlockAccount("P1");

        var quoted = await ledger.Person("P1").PreSettle(ledger.SettleOf(bill));
        var refused = await ledger.Settle(bill);
        var inCash = (await ledger.Person("P1").Settle(ledger.SettleOf(bill) with { UseAccount = false })).OrThrow();

        Assert.True(quoted.Refusal?.Is(SettleRefusal.AccountBlocked));
        Assert.True(refused.Refusal?.Is(SettleRefusal.AccountBlocked));
        Assert.True(inCash.PoolPay.Yuan > 0);
        Assert.Equal(inCash.PersonPart, inCash.Cash);
        Assert.Equal(100, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task A_refused_settlement_goes_through_under_its_name_once_the_account_is_unblocked() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var bill = ledger.BillOf("P1", inScope: 40);
        await ledger.BlockAccount("P1");
        var refused = await ledger.Settle(bill, "H/2207/1");
        await ledger.UnblockAccount("P1");

        var settled = (await ledger.Settle(bill, "H/2207/1")).OrThrow();

        Assert.True(refused.IsRefused);
        Assert.Equal(40, settled.Own.Yuan);
    });

    [ContractFact]
    public Task The_same_settlement_is_answered_as_ever_though_the_account_was_blocked_since() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var bill = ledger.BillOf("P1", inScope: 40);
        var first = (await ledger.Settle(bill, "H/2207/1")).OrThrow();
        await ledger.BlockAccount("P1");

        var again = (await ledger.Settle(bill, "H/2207/1")).OrThrow();

        Assert.Equal((first.At, first.Own, first.BalanceAfter), (again.At, again.Own, again.BalanceAfter));
        Assert.Equal(60, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task A_reversal_gives_back_what_a_blocked_account_had_paid() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 40))).OrThrow();
        await ledger.BlockAccount("P1");

        await ledger.Reverse(receipt);

        Assert.Equal(100, await ledger.BalanceOf("P1"));
        Assert.NotNull((await ledger.ViewOf("P1")).Blocked);
    });

    [ContractFact]
    public Task A_blocked_account_pays_for_no_relative_and_the_next_one_does() => On(async ledger =>
    {
        await ledger.Enrol("P1");
        await ledger.Enrol("F1", yuan: 100);
        await ledger.Enrol("F2", yuan: 100);
        await ledger.FormNetwork("N1", "F1", "P1");
        await ledger.FormNetwork("N2", "F2", "P1");
        await ledger.BlockAccount("F1");

        var settle = ledger.SettleOf(ledger.BillOf("P1", inScope: 40)) with { WithTrace = true };
        var quoted = (await ledger.Person("P1").PreSettle(settle)).OrThrow();
        var settled = (await ledger.Person("P1").Settle(settle)).OrThrow();

        Assert.Equal(ledger.NetworkOf("N2"), quoted.Lines.Single().Network);
        Assert.Equal(ledger.NetworkOf("N2"), settled.Lines.Single().Network);
        Assert.Contains(settled.Trace!, static step => step.Result == "draw.account_blocked");
        Assert.All(
            [.. quoted.Trace!, .. settled.Trace!],
            static step => Assert.DoesNotContain("blocked", step.Input, StringComparison.Ordinal));
        Assert.Equal(100, await ledger.BalanceOf("F1"));
    });

    [ContractFact]
    public Task What_was_held_before_a_block_is_captured_and_returned() => On(async ledger =>
    {
        await WithFunder(ledger, yuan: 100);
        (await ledger.Person("F1").Hold(HoldOf(ledger, 60))).OrThrow();
        await ledger.BlockAccount("F1");

        var again = (await ledger.Person("F1").Hold(HoldOf(ledger, 60))).OrThrow();
        var later = await ledger.Person("F1").Hold(HoldOf(ledger, 80, attempt: 2));
        (await ledger.Person("F1").Capture(ledger.CaptureOf("N1", 50))).OrThrow();
        var captured = await ledger.BalanceOf("F1");
        (await ledger.Person("F1").Return(ledger.ReturnOf("N1", 50))).OrThrow();

        Assert.Equal(60, again.Amount.Yuan);
        Assert.True(later.Refusal?.Is(DrawRefusal.AccountBlocked));
        Assert.Equal(50, captured);
        Assert.Equal(100, await ledger.BalanceOf("F1"));
    });

    [ContractFact]
    public Task A_block_that_is_named_again_is_the_same_block_also_after_its_end() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var block = new BlockAccount(ledger.NewOperation(), BlockReason.Lost);
        var first = (await ledger.Person("P1").BlockAccount(block)).OrThrow();
        var blocked = (await ledger.ViewOf("P1")).Blocked;
        await ledger.UnblockAccount("P1");

        var again = (await ledger.Person("P1").BlockAccount(block)).OrThrow();

        Assert.Equal(first with { Already = true }, again with { Already = true });
        Assert.Equal(new Block(BlockReason.Lost, first.At), blocked);
        Assert.Null((await ledger.ViewOf("P1")).Blocked);
    });

    [ContractFact]
    public Task A_statement_tells_when_and_why_the_account_was_blocked() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        await ledger.BlockAccount("P1");
        (await ledger.Person("P1").BlockAccount(
            new BlockAccount(ledger.NewOperation(), BlockReason.SuspectedMisuse))).OrThrow();
        var blocked = (await ledger.ViewOf("P1")).Blocked!;
        await ledger.UnblockAccount("P1");

        var now = ledger.Time.GetUtcNow();
        var lines = (await ledger.Person("P1").Statement(now.AddHours(-1), now.AddHours(1))).OrThrow().Lines;

        Assert.Equal(
            [
                ("credited", default(BlockReason?), 100), ("account_blocked", BlockReason.Lost, 100),
                ("account_blocked", BlockReason.SuspectedMisuse, 100), ("account_unblocked", null, 100),
            ],
            lines.Select(static line => (line.What, line.Reason, line.Balance.Yuan)));
        Assert.Equal((BlockReason.SuspectedMisuse, lines[1].At), (blocked.Reason, blocked.Since));
    });

    [ContractFact]
    public Task A_blocked_credential_stands_for_nobody_until_it_is_unblocked_also_when_it_is_bound_anew() => On(
        async ledger =>
        {
            var person = ledger.PersonOf("P1");
            var card = ledger.Grains.Credential(CredentialHash.Of($"card-{person}"));
            (await card.Bind(new BindCredential(ledger.NewOperation(), person))).OrThrow();
            var block = new BlockCredential(ledger.NewOperation(), person, BlockReason.Lost);
            (await card.Block(block)).OrThrow();
            (await card.Bind(new BindCredential(ledger.NewOperation(), person))).OrThrow();

            var blocked = await card.Look(ledger.ShowingOf("H", "2207"));
            (await card.Unblock(new UnblockCredential(ledger.NewOperation(), person))).OrThrow();
            (await card.Block(block)).OrThrow();
            var unblocked = (await card.Look(ledger.ShowingOf("H", "2207"))).OrThrow();

            Assert.True(blocked.Refusal?.Is(CredentialRefusal.Blocked));
            Assert.Equal(person, unblocked.Person);
            Assert.Null((await card.View()).OrThrow().Blocked);
        });
}
