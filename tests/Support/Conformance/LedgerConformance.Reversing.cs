using Gongji.Families;
using Gongji.People;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// What a reversal undoes, and what is reversed.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task A_reversal_leaves_everything_as_if_the_settlement_had_not_been() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 30);
        await ledger.Enrol("F1", yuan: 100);
        await ledger.FormNetwork("N1", "F1");
        await ledger.AddMember("N1", "P1", new MemberLimits(PerPeriod: Money.FromFen(80_00)));
        var before = await Everything(ledger);

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 700))).OrThrow();
        await ledger.Person("P1").Attend();
        Assert.Equal((30, 80), (receipt.Own.Yuan, receipt.Aid.Yuan));
        Assert.NotEqual(before, await Everything(ledger));
        await ledger.Reverse(receipt);
        await ledger.Person("P1").Attend();

        Assert.Equal(before, await Everything(ledger));
    });

    [ContractFact]
    public Task After_its_reversal_a_bill_is_settled_anew() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var bill = ledger.BillOf("P1", inScope: 40);
        var first = (await ledger.Settle(bill)).OrThrow();
        await ledger.Reverse(first);

        var second = (await ledger.Settle(bill)).OrThrow();

        Assert.NotEqual(first.Settlement, second.Settlement);
        Assert.False(second.Reversed);
        Assert.Equal(60, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task A_settlement_is_reversed_once() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 40))).OrThrow();
        var first = (await ledger.Person("P1").Reverse(ledger.ReverseOf(receipt))).OrThrow();
        await ledger.Credit("P1", 5, ledger.Today.Year);

        var second = (await ledger.Person("P1").Reverse(ledger.ReverseOf(receipt))).OrThrow();

        Assert.Equal(TextOf(first), TextOf(second));
        Assert.Equal(105, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task What_was_undone_is_answered_with_a_refusal_that_names_what_undid_it() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var bill = ledger.BillOf("P1", inScope: 40);
        var (settle, again) = (ledger.SettleOf(bill), ledger.SettleOf(bill));
        var receipt = (await ledger.Person("P1").Settle(settle)).OrThrow();
        (await ledger.Person("P1").Settle(again)).OrThrow();
        var reverse = ledger.ReverseOf(receipt);
        (await ledger.Person("P1").Reverse(reverse)).OrThrow();

        Answer<Receipt>[] answers =
            [await ledger.Person("P1").Settle(settle), await ledger.Person("P1").Settle(again)];

        Assert.All(answers, static answer => Assert.True(answer.Refusal?.Is(OperationRefusal.Undone)));
        Assert.All(answers, answer => Assert.Equal(reverse.Operation.Id.Value, answer.Refusal!.Value));
        Assert.Equal(100, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task A_message_that_was_given_anothers_settlement_hears_whose_and_undoes_nothing() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var bill = ledger.BillOf("P1", inScope: 40);
        var (settle, again) = (ledger.SettleOf(bill), ledger.SettleOf(bill));
        var receipt = (await ledger.Person("P1").Settle(settle)).OrThrow();
        (await ledger.Person("P1").Settle(again)).OrThrow();

        var refused = await ReverseOperation(ledger, again);
        var balance = await ledger.BalanceOf("P1");
        var first = (await ReverseOperation(ledger, settle)).OrThrow();
        var then = (await ReverseOperation(ledger, again)).OrThrow();

        Assert.True(refused.Refusal?.Is(ReverseRefusal.SettledByAnother));
        Assert.Equal($"{settle.Operation.Id} {receipt.Settlement}", refused.Refusal!.Value);
        Assert.Equal((60, 100), (balance, await ledger.BalanceOf("P1")));
        Assert.Equal(TextOf(first), TextOf(then));
    });

    [ContractFact]
    public Task A_cancellation_that_was_reversed_before_it_arrived_is_never_carried_out() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var late = ledger.ReverseOf((await ledger.Settle(ledger.BillOf("P1", inScope: 40))).OrThrow());
        await ledger.Person("P1").ReverseOperation(
            new ReverseOperation(ledger.NewOperation(), late.Operation.Id));

        var answer = await ledger.Person("P1").Reverse(late);

        Assert.True(answer.Refusal?.Is(OperationRefusal.Barred));
        Assert.Equal(60, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task A_cancellation_that_found_the_settlement_undone_is_final_like_the_first() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 40))).OrThrow();
        await ledger.Reverse(receipt);
        var second = ledger.ReverseOf(receipt);
        (await ledger.Person("P1").Reverse(second)).OrThrow();

        var answer = await ledger.Person("P1").ReverseOperation(
            new ReverseOperation(ledger.NewOperation(), second.Operation.Id));
        var known = await ledger.Person("P1").FindOperation(second.Operation.Id);

        Assert.True(answer.Refusal?.Is(ReverseRefusal.CancellationIsFinal));
        Assert.Equal(receipt.Settlement, known.Reversed?.Original.Settlement);
    });

    [ContractFact]
    public Task Nothing_is_barred_for_a_person_who_is_not_enrolled() => On(async ledger =>
    {
        var late = ledger.SettleOf(ledger.BillOf("P1", inScope: 40));

        var answer = await ReverseOperation(ledger, late);

        Assert.True(answer.Refusal?.Is(PersonRefusal.NotEnrolled));
        Assert.False((await ledger.Person("P1").FindOperation(late.Operation.Id)).Known);
    });

    [ContractFact]
    public Task A_settlement_is_not_reversed_by_another_visit() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 40))).OrThrow();

        var answer = await ledger.Person("P1").Reverse(
            new Reverse(ledger.NewOperation(), receipt.Settlement, ledger.VisitOf("V-other")));

        Assert.True(answer.Refusal?.Is(ReverseRefusal.OtherVisit));
        Assert.Equal(60, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task An_operation_that_was_reversed_before_it_arrived_is_never_carried_out() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var late = ledger.SettleOf(ledger.BillOf("P1", inScope: 40), "H/2207/1");

        var reversal = await ledger.Person("P1").ReverseOperation(
            new ReverseOperation(ledger.NewOperation(), late.Operation.Id));
        var answer = await ledger.Person("P1").Settle(late);

        Assert.True(reversal.Refusal?.Is(ReverseRefusal.NoSuchOperation));
        Assert.True(answer.Refusal?.Is(OperationRefusal.Barred));
        Assert.Equal(100, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task The_same_reversal_sent_50_times_at_once_gives_the_money_back_once() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var reverse = ledger.ReverseOf((await ledger.Settle(ledger.BillOf("P1", inScope: 40))).OrThrow());

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => ledger.Person("P1").Reverse(reverse)));

        Assert.Single(answers.Select(static answer => TextOf(answer.OrThrow())).Distinct());
        Assert.Equal(100, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task An_operation_that_was_carried_out_is_reversed_by_its_name() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var settle = ledger.SettleOf(ledger.BillOf("P1", inScope: 40));
        var receipt = (await ledger.Person("P1").Settle(settle)).OrThrow();

        var reversal = (await ledger.Person("P1").ReverseOperation(
            new ReverseOperation(ledger.NewOperation(), settle.Operation.Id))).OrThrow();

        Assert.Equal(receipt.Settlement, reversal.Original.Settlement);
        Assert.Equal(100, await ledger.BalanceOf("P1"));
        Assert.True((await ledger.Person("P1").FindSettlement(receipt.Settlement)).OrThrow().Reversed);
    });

    [ContractFact]
    public Task What_a_relative_gave_goes_back_though_the_member_was_removed_since() => On(async ledger =>
    {
        await WithNetwork(ledger);
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 40))).OrThrow();
        await ledger.Person("P1").Attend();
        await ledger.RemoveMember("N1", "P1");

        await ledger.Reverse(receipt);
        await ledger.Person("P1").Attend();

        Assert.Equal(100, await ledger.BalanceOf("F1"));
        Assert.Equal(0, (await ledger.ViewOfNetwork("N1")).Used.Yuan);
    });

    static Task<Answer<ReversalReceipt>> ReverseOperation(LedgerWords ledger, Settle original) =>
        ledger.Grains.Person(original.Bill.Person).ReverseOperation(
            new ReverseOperation(ledger.NewOperation(), original.Operation.Id));

    /// <summary>All balances, accumulators and limits, as text.</summary>
    static async Task<string> Everything(LedgerWords ledger)
    {
        var network = await ledger.ViewOfNetwork("N1");
        return string.Join(
            '\n',
            Sums(await ledger.ViewOf("P1")),
            Sums(await ledger.ViewOf("F1")),
            $"{network.Used} {network.OpenDraws.Length} {network.Members[0].UsedInPeriod}");
    }

    static string Sums(PersonView person) => string.Join(
        ' ',
        [
            .. person.Lots.Where(static lot => !lot.Balance.IsZero).Select(static lot => $"{lot}"),
            .. person.Counters.Where(static use => !use.Used.IsZero).Select(static use => $"{use}"),
            $"held {person.Held}",
        ]);
}
