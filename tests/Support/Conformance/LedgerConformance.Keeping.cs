using Gongji.People;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// What was credited once stays usable.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task Who_is_suspended_pays_from_the_own_account_and_the_pool_pays_nothing() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 250);
        await ledger.Suspend("P1");

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 500))).OrThrow();

        Assert.Equal((0, 250, 250), (receipt.PoolPay.Yuan, receipt.Own.Yuan, receipt.Cash.Yuan));
        Assert.Contains(receipt.Reasons, static reason => reason.Is(PoolReason.InsuranceSuspended));
        Assert.Empty((await ledger.ViewOf("P1")).Counters);
    });

    [ContractFact]
    public Task An_account_that_stops_short_says_so_and_one_that_pays_all_it_may_does_not() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 60);

        var enough = (await ledger.Settle(ledger.BillOf("P1", inScope: 40))).OrThrow();
        var tooLittle = (await ledger.Settle(ledger.BillOf("P1", inScope: 0, ownExpense: 40))).OrThrow();

        Assert.DoesNotContain(enough.Reasons, static reason => reason.Is(AccountReason.TooLittle));
        Assert.Equal((20, 20), (tooLittle.Own.Yuan, tooLittle.Cash.Yuan));
        Assert.Contains(tooLittle.Reasons, static reason => reason.Is(AccountReason.TooLittle));
        Assert.Contains(tooLittle.Reasons, static reason => reason.Is(PoolReason.NothingInScope));
    });

    [ContractFact]
    public Task An_account_that_stops_short_says_so_also_where_a_relative_pays_the_rest() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 10);
        await ledger.Enrol("F1", yuan: 500);
        await ledger.FormNetwork("N1", "F1", "P1");

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow();

        Assert.Equal((10, 80, 0), (receipt.Own.Yuan, receipt.Aid.Yuan, receipt.Cash.Yuan));
        Assert.Contains(receipt.Reasons, static reason => reason.Is(AccountReason.TooLittle));
    });

    [ContractFact]
    public Task Who_became_a_resident_still_pays_from_what_was_credited_before() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 300);
        await ledger.Change("P1", LedgerWords.InsuranceOf(kind: PersonKind.Resident));

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 50))).OrThrow();

        Assert.Equal((50, 250), (receipt.Own.Yuan, receipt.BalanceAfter.Yuan));
    });

    [ContractFact]
    public Task Who_pays_for_the_pool_alone_is_credited_nothing_and_keeps_what_was_credited() => On(async ledger =>
    {
        await ledger.Enrol("P1", PersonKind.Retired, yuan: 300);
        await ledger.Change("P1", PoolOnly);

        var credit = await ledger.Person("P1").Credit(new CreditAccount(
            ledger.NewOperation(), Money.FromFen(100), ledger.Today.Year, CreditSource.Retirement));
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 50))).OrThrow();

        Assert.True(credit.Refusal?.Is(PersonRefusal.NoAccount));
        Assert.Equal((50, 250), (receipt.Own.Yuan, receipt.BalanceAfter.Yuan));
        Assert.Equal(AccountMode.PoolOnly, (await ledger.ViewOf("P1")).Insurance!.AccountMode);
    });

    [ContractFact]
    public Task Who_pays_for_an_account_has_one_where_others_have_none() => On(async ledger =>
    {
        await ledger.Enrol("P1", PersonKind.Flexible, area: "210399");
        await ledger.Change("P1", LedgerWords.InsuranceOf("210399", PersonKind.Flexible) with
        {
            AccountMode = AccountMode.WithAccount,
        });

        (await ledger.Person("P1").Credit(new CreditAccount(
            ledger.NewOperation(), Money.FromFen(100), ledger.Today.Year, CreditSource.Contribution))).OrThrow();

        Assert.Equal(1, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task A_resident_chooses_no_mode_of_an_account() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 10);

        var answer = await ledger.Person("P1").ChangeInsurance(new ChangeInsurance(
            ledger.NewOperation(), PoolOnly with { From = ledger.Today, Kind = PersonKind.Resident }));

        Assert.True(answer.Refusal?.Is(PersonRefusal.NoAccountInScheme));
        Assert.Equal(PersonKind.Active, (await ledger.ViewOf("P1")).Insurance!.Kind);
    });

    [ContractFact]
    public Task Only_who_is_retired_is_retired_from_something() => On(async ledger =>
    {
        await ledger.Enrol("P1");
        var insurance = LedgerWords.InsuranceOf() with { From = ledger.Today, RetireeGroup = RetireeGroup.Public };

        var active = await ledger.Person("P1").ChangeInsurance(
            new ChangeInsurance(ledger.NewOperation(), insurance));
        await ledger.Change("P1", insurance with { Kind = PersonKind.Retired });

        Assert.True(active.Refusal?.Is(PersonRefusal.NoRetireeGroup));
        Assert.Equal(RetireeGroup.Public, (await ledger.ViewOf("P1")).Insurance!.RetireeGroup);
    });

    static Insurance PoolOnly => LedgerWords.InsuranceOf(kind: PersonKind.Retired) with
    {
        AccountMode = AccountMode.PoolOnly,
    };

    [ContractFact]
    public Task Who_became_a_flexible_worker_without_an_account_still_pays_for_a_child() => On(async ledger =>
    {
        await ledger.Enrol("F1", area: "210299", yuan: 300);
        await ledger.Enrol("P1", area: "210399", yuan: 0);
        await ledger.FormNetwork("N1", "F1", "P1");
        await ledger.Change("F1", LedgerWords.InsuranceOf("210299", PersonKind.Flexible));

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 50, area: "210300"))).OrThrow();

        Assert.Equal((50, 0), (receipt.Aid.Yuan, receipt.Cash.Yuan));
        Assert.Equal(250, Assert.Single(receipt.Lines).BalanceAfter?.Yuan);
    });
}
