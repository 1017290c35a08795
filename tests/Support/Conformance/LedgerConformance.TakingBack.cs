using Gongji.People;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// A credit that was wrong is taken back by its name; what was spent of it is owed by the next credits.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task A_credit_that_is_taken_back_leaves_the_account_as_if_it_had_not_been() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 80);
        var credit = await CreditOf(ledger, 500);

        var taken = (await ledger.Person("P1").TakeBackCredit(TakeBackOf(ledger, credit))).OrThrow();

        var view = await ledger.ViewOf("P1");
        Assert.Equal((80, 0, 0), (view.Historic.Yuan, view.Current.Yuan, view.Owed.Yuan));
        Assert.False(taken.Already);
        Assert.Equal(40, (await ledger.Settle(ledger.BillOf("P1", inScope: 40))).OrThrow().Own.Yuan);
    });

    [ContractFact]
    public Task Months_that_were_credited_on_too_high_a_base_are_corrected_to_the_fen() => On(async ledger =>
    {
        await ledger.Enrol("P1");
        OperationId[] months =
            [await CreditOf(ledger, 120), await CreditOf(ledger, 120), await CreditOf(ledger, 120)];

        foreach (var month in months)
        {
            (await ledger.Person("P1").TakeBackCredit(TakeBackOf(ledger, month, 16.36m))).OrThrow();
        }

        Assert.Equal(310.92m, await ledger.BalanceOf("P1"));
        Assert.Equal(0, (await ledger.ViewOf("P1")).Owed.Yuan);
    });

    [ContractFact]
    public Task What_is_not_there_any_more_is_owed_and_paid_by_the_next_credit() => On(async ledger =>
    {
        await ledger.Enrol("P1");
        OperationId[] months =
            [await CreditOf(ledger, 120), await CreditOf(ledger, 120), await CreditOf(ledger, 120)];
        // 200 of deductible, and 40% of 375.
        Assert.Equal(350, (await ledger.Settle(ledger.BillOf("P1", inScope: 575))).OrThrow().Own.Yuan);

        foreach (var month in months)
        {
            (await ledger.Person("P1").TakeBackCredit(TakeBackOf(ledger, month, 16.36m))).OrThrow();
        }
        var taken = await ledger.ViewOf("P1");
        await CreditOf(ledger, 103.64m);

        Assert.Equal((0, 39.08m), (taken.Current.Yuan, taken.Owed.Yuan));
        Assert.Equal((64.56m, 0), (await ledger.BalanceOf("P1"), (await ledger.ViewOf("P1")).Owed.Yuan));
    });

    [ContractFact]
    public Task The_same_taking_back_is_answered_alike_and_another_is_refused_with_the_name_of_the_first() => On(
        async ledger =>
        {
            await ledger.Enrol("P1");
            var credit = await CreditOf(ledger, 500);
            var command = TakeBackOf(ledger, credit, 49.08m);
            var first = (await ledger.Person("P1").TakeBackCredit(command)).OrThrow();

            var again = (await ledger.Person("P1").TakeBackCredit(command)).OrThrow();
            var other = await ledger.Person("P1").TakeBackCredit(TakeBackOf(ledger, credit, 1));
            var changed = await ledger.Person("P1").TakeBackCredit(
                command with { Operation = command.Operation with { Digest = "other" } });

            Assert.Equal(first with { Already = true }, again);
            Assert.True(other.Refusal?.Is(PersonRefusal.CreditTakenBackAlready));
            Assert.Equal(command.Operation.Id.Value, other.Refusal?.Value);
            Assert.True(changed.Refusal?.Is(OperationRefusal.IdUsedForOtherContent));
            Assert.Equal(450.92m, await ledger.BalanceOf("P1"));
        });

    [ContractFact]
    public Task Of_many_who_take_the_same_credit_back_at_once_one_does() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 900);
        var credit = await CreditOf(ledger, 500);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => ledger.Person("P1").TakeBackCredit(TakeBackOf(ledger, credit))));

        Assert.Single(answers, static answer => !answer.IsRefused);
        Assert.Equal(900, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task What_is_held_for_a_relative_is_not_there_and_is_still_paid() => On(async ledger =>
    {
        await WithFunder(ledger, yuan: 0);
        var credit = await CreditOf(ledger, 300, "F1");
        (await ledger.Person("F1").Hold(HoldOf(ledger, 40))).OrThrow();

        (await ledger.Person("F1").TakeBackCredit(TakeBackOf(ledger, credit))).OrThrow();
        var held = await ledger.ViewOf("F1");
        (await ledger.Person("F1").Capture(ledger.CaptureOf("N1", 40))).OrThrow();
        var captured = await ledger.ViewOf("F1");
        (await ledger.Person("F1").Return(ledger.ReturnOf("N1", 40))).OrThrow();

        Assert.Equal((40, 40, 40), (held.Current.Yuan, held.Held.Yuan, held.Owed.Yuan));
        Assert.Equal((0, 0, 40), (captured.Current.Yuan, captured.Held.Yuan, captured.Owed.Yuan));
        Assert.Equal(40, await ledger.BalanceOf("F1"));
    });

    [ContractFact]
    public Task A_blocked_account_gives_a_wrong_credit_back() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 80);
        var credit = await CreditOf(ledger, 500);
        await ledger.BlockAccount("P1");

        (await ledger.Person("P1").TakeBackCredit(TakeBackOf(ledger, credit))).OrThrow();

        Assert.Equal(80, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task Only_a_credit_of_the_person_is_taken_back() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 80);
        await ledger.Enrol("P2");
        var credit = await CreditOf(ledger, 500);
        var settle = ledger.SettleOf(ledger.BillOf("P1", inScope: 40));
        (await ledger.Person("P1").Settle(settle)).OrThrow();
        var back = TakeBackOf(ledger, credit);
        (await ledger.Person("P1").TakeBackCredit(back)).OrThrow();

        foreach (var (person, named) in new[]
        {
            ("P2", credit), ("P1", settle.Operation.Id), ("P1", back.Operation.Id), ("P1", OperationId.Of("H/none")),
        })
        {
            var refused = await ledger.Person(person).TakeBackCredit(TakeBackOf(ledger, named));
            Assert.True(refused.Refusal?.Is(PersonRefusal.NoSuchCredit));
            Assert.Equal(named.Value, refused.Refusal?.Value);
        }
        var stranger = await ledger.Person("P3").TakeBackCredit(TakeBackOf(ledger, credit));
        Assert.True(stranger.Refusal?.Is(PersonRefusal.NotEnrolled));
        Assert.Equal(40, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task A_statement_tells_which_credit_was_taken_back_and_why_and_what_is_owed() => On(async ledger =>
    {
        await ledger.Enrol("P1");
        var credit = await CreditOf(ledger, 120);
        (await ledger.Settle(ledger.BillOf("P1", inScope: 110))).OrThrow();
        (await ledger.Person("P1").TakeBackCredit(TakeBackOf(ledger, credit, 49.08m))).OrThrow();
        await CreditOf(ledger, 103.64m);
        await ledger.ForgetAll();

        var lines = (await StatementOf(ledger, "P1")).Lines;

        Assert.Equal(
            [
                ("credited", 120, 0, 120, 0), ("settled", 0, 110, 10, 0),
                ("credit_taken_back", 0, 10, 0, 39.08m), ("credited", 64.56m, 0, 64.56m, 0),
            ],
            lines.Select(static line =>
                (line.What, line.In.Yuan, line.Out.Yuan, line.Balance.Yuan, line.Owed.Yuan)));
        Assert.Equal((credit, TakeBackReason.Corrected), (lines[2].Credit, lines[2].TakenBackFor));
        Assert.All(lines.Where(static line => line.What != "credit_taken_back"), static line =>
            Assert.Equal((null, null), (line.Credit, line.TakenBackFor)));
        Assert.Equal(64.56m, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task What_is_owed_and_what_was_taken_back_is_known_after_all_was_forgotten() => On(async ledger =>
    {
        await ledger.Enrol("P1");
        var credit = await CreditOf(ledger, 120);
        (await ledger.Settle(ledger.BillOf("P1", inScope: 100))).OrThrow();
        var command = TakeBackOf(ledger, credit);
        var first = (await ledger.Person("P1").TakeBackCredit(command)).OrThrow();
        var before = TextOf(await ledger.ViewOf("P1"));

        await ledger.ForgetAll();

        Assert.Equal(before, TextOf(await ledger.ViewOf("P1")));
        Assert.Equal(TextOf(first), TextOf((await ledger.Person("P1").TakeBackCredit(command)).OrThrow()));
        var other = await ledger.Person("P1").TakeBackCredit(TakeBackOf(ledger, credit));
        Assert.True(other.Refusal?.Is(PersonRefusal.CreditTakenBackAlready));
        Assert.Equal(100, (await ledger.ViewOf("P1")).Owed.Yuan);
    });

    /// <summary>Credits this year's money.</summary>
    /// <returns>The operation that booked it.</returns>
    static async Task<OperationId> CreditOf(LedgerWords ledger, decimal yuan, string person = "P1")
    {
        var credit = new CreditAccount(
            ledger.NewOperation(), Money.TryFromYuan(yuan)!.Value, ledger.Today.Year, CreditSource.Contribution);
        return (await ledger.Person(person).Credit(credit)).OrThrow().Operation;
    }

    static TakeBackCredit TakeBackOf(LedgerWords ledger, OperationId credit, decimal? yuan = null) => new(
        ledger.NewOperation(),
        credit,
        TakeBackReason.Corrected,
        yuan is { } part ? Money.TryFromYuan(part) : null);
}
