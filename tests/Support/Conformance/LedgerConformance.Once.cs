using Gongji.Credentials;
using Gongji.People;
using Gongji.Visits;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// A bill is settled once, an operation is carried out once, whatever is asked again.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task A_bill_that_comes_again_under_another_operation_gets_the_receipt_that_stands() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var bill = ledger.BillOf("P1", inScope: 40);
        var first = (await ledger.Settle(bill)).OrThrow();

        var again = (await ledger.Settle(bill)).OrThrow();

        Assert.Equal(first.Settlement, again.Settlement);
        Assert.Equal(60, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task What_may_not_be_settled_hears_what_stands_and_else_why_it_may_not() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var (bill, other) = (ledger.BillOf("P1", inScope: 40), ledger.BillOf("P1", inScope: 30));
        var why = Refusal.Of(CredentialRefusal.Used, "msgid", "H/2207/1");
        var person = ledger.Person("P1");
        var first = (await ledger.Settle(bill)).OrThrow();
        var pressed = ledger.SettleOf(bill, "H/2207/2") with { Otherwise = why };

        var stands = (await person.Settle(pressed)).OrThrow();
        var quoted = (await person.PreSettle(pressed)).OrThrow();
        var refused = await person.Settle(ledger.SettleOf(other) with { Otherwise = why });
        var unquoted = await person.PreSettle(ledger.SettleOf(other) with { Otherwise = why });

        Assert.Equal((first.Settlement, first.Settlement), (stands.Settlement, quoted.Settlement));
        Assert.Equal((why, why), (refused.Refusal, unquoted.Refusal));
        Assert.Equal(60, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task Who_asked_first_is_recorded_and_anybody_may_ask_again() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var settle = ledger.SettleOf(ledger.BillOf("P1", inScope: 40), "H/2207/1");
        var clerk = new Actor(
            ActorRole.Representative,
            ActorChannel.Window,
            "0042",
            "610103-XN",
            new Evidence(EvidenceKind.Provider, "face-77", new DateTimeOffset(2026, 5, 20, 8, 0, 0, ChinaTime.Offset)),
            ledger.PersonOf("P1"),
            new Evidence(EvidenceKind.ECredential, new string('a', 64)));
        var first = (await ledger.Person("P1").Settle(
            settle with { Operation = settle.Operation with { By = clerk } })).OrThrow();

        var again = (await ledger.Person("P1").Settle(
            settle with { Operation = settle.Operation with { By = clerk with { Operator = "0043" } } })).OrThrow();
        var found = await ledger.Person("P1").FindOperation(settle.Operation.Id);

        Assert.Equal(first.Settlement, again.Settlement);
        Assert.Equal(clerk, found.By);
    });

    [ContractFact]
    public Task Another_bill_for_a_settled_batch_is_refused() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 40, visit: "V1"))).OrThrow();

        var answer = await ledger.Settle(ledger.BillOf("P1", inScope: 50, visit: "V1"));

        Assert.True(answer.Refusal?.Is(SettleRefusal.BatchSettledAlready));
        Assert.Equal(receipt.Settlement.Value, answer.Refusal!.Value);
        Assert.Equal(60, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task An_operation_with_other_content_is_refused_and_names_the_first_content() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var first = ledger.BillOf("P1", inScope: 40);
        (await ledger.Settle(first, "H/2207/1")).OrThrow();

        var answer = await ledger.Settle(ledger.BillOf("P1", inScope: 50), "H/2207/1");

        Assert.True(answer.Refusal?.Is(OperationRefusal.IdUsedForOtherContent));
        Assert.Equal(ledger.SettleOf(first, "H/2207/1").Operation.Digest, answer.Refusal!.Value);
        Assert.Equal(60, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task A_settlement_id_is_used_once() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var first = ledger.SettleOf(ledger.BillOf("P1", inScope: 40));
        (await ledger.Person("P1").Settle(first)).OrThrow();

        var answer = await ledger.Person("P1").Settle(
            ledger.SettleOf(ledger.BillOf("P1", inScope: 50)) with { Settlement = first.Settlement });

        Assert.True(answer.Refusal?.Is(SettleRefusal.SettlementIdUsed));
        Assert.Equal(60, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task A_void_bill_is_refused_and_one_that_is_sealed_anew_is_settled() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var bill = ledger.BillOf("P1", inScope: 40);
        (await ledger.Person("P1").VoidBills(new VoidBills(bill.Visit, [new SealedBatch(bill.Batch, 1)]))).OrThrow();

        var answer = await ledger.Settle(bill);

        Assert.True(answer.Refusal?.Is(SettleRefusal.BillVoid));
        (await ledger.Settle(bill with { Seal = 2 })).OrThrow();
        Assert.Equal(60, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task A_bill_whose_settlement_stands_is_not_voided() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var bill = ledger.BillOf("P1", inScope: 40);
        (await ledger.Settle(bill)).OrThrow();

        var answer = await ledger.Person("P1").VoidBills(
            new VoidBills(bill.Visit, [new SealedBatch(bill.Batch, bill.Seal)]));

        Assert.True(answer.Refusal?.Is(VoidRefusal.SettlementStands));
    });

    [ContractFact]
    public Task A_visit_is_not_cancelled_while_a_settlement_of_it_stands() => On(async ledger =>
    {
        await ledger.RegisterHospital();
        await ledger.Enrol("P1", yuan: 100);
        var (person, hospital, batch) = (ledger.PersonOf("P1"), ledger.Hospital, BatchNo.Of("1"));
        var visit = ledger.Visit("V1");
        (await visit.Register(ledger.RegisterOf(person))).OrThrow();
        var item = new FeeItem("1", "X1", "药", Money.FromFen(30_00), 3, 10);
        (await visit.UploadFees(new UploadFees(ledger.NewOperation(), person, hospital, batch, [item]))).OrThrow();
        (await ledger.Settle((await visit.Seal(person, hospital, batch)).OrThrow())).OrThrow();

        var answer = await visit.Cancel(new CancelVisit(ledger.NewOperation(), person, hospital));

        Assert.True(answer.Refusal?.Is(VisitRefusal.SettlementStands));
        Assert.False((await visit.View()).OrThrow().Cancelled);
    });

    [ContractFact]
    public Task The_same_credit_sent_50_times_at_once_is_credited_once() => On(async ledger =>
    {
        await ledger.Enrol("P1");
        var credit = new CreditAccount(
            ledger.NewOperation(), Money.FromFen(100_00), ledger.Today.Year, CreditSource.Opening);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => ledger.Person("P1").Credit(credit)));

        Assert.Single(answers.Select(static answer => TextOf(answer.OrThrow())).Distinct());
        Assert.Equal(100, await ledger.BalanceOf("P1"));
    });

    [ContractFact]
    public Task What_an_operation_did_is_found_by_its_id() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var command = ledger.SettleOf(ledger.BillOf("P1", inScope: 40));
        var receipt = (await ledger.Person("P1").Settle(command)).OrThrow();

        var operation = await ledger.Person("P1").FindOperation(command.Operation.Id);
        var found = (await ledger.Person("P1").FindSettlement(receipt.Settlement)).OrThrow();

        Assert.Equal((true, false), (operation.Known, operation.Barred));
        Assert.Equal(command.Operation.Digest, operation.Digest);
        Assert.Equal(TextOf(receipt), TextOf(operation.Settled!));
        Assert.Equal(TextOf(receipt), TextOf(found with { Trace = null }));
    });
}
