using Gongji.Ledger.People;
using Gongji.People;
using Gongji.Proof.Reading;

namespace Gongji.Tests.Proof;

public sealed class ExplainerTests
{
    [Fact]
    public async Task A_settlement_is_explained_and_decided_again_to_the_same_fen()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", yuan: 50);
        await ledger.Enrol("F1", yuan: 100);
        await ledger.FormNetwork("N1", "F1", "P1");
        (await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow();
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 700))).OrThrow();

        var found = await Explain(ledger, receipt, patient: null);

        Assert.NotNull(found);
        Assert.Equal(Replayed.SameFen, found.Replayed);
        Assert.Equal("P1", found.Person.Value);
        Assert.Null(found.Reversed);
        var (trace, day) = (found.Settled.Trace, found.Settled.Bill.CountedOn);
        string[] english = [.. trace.Select(step => TraceText.Of(step, day, Language.English))];
        Assert.Equal(
            "700.00 yuan are in scope; the deductible here is 200.00 yuan: 90.00 was paid into deductibles of 2026 "
            + "before, at whatever level, 110.00 now.",
            english[0]);
        Assert.Equal(
            "The share is 354.00 yuan and the cap of 2026 has 2000.00 left: the pool pays 354.00 yuan.",
            english[2]);
        Assert.Equal(
            "向家庭共济网[N1]申请346.00元，同意支付60.00元。出资人账户可用余额为60.00元。",
            TraceText.Of(trace[^1], day, Language.Chinese));
    }

    [Fact]
    public async Task A_reversed_settlement_says_when_it_was_reversed()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", yuan: 50);
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 90))).OrThrow();
        var reverse = new Reverse(ledger.NewOperation(), receipt.Settlement, receipt.Bill.Visit);
        var reversed = (await ledger.Person("P1").Reverse(reverse)).OrThrow();

        var found = await Explain(ledger, receipt, PersonNo.Of("P1"));

        Assert.Equal(reversed.At, found!.Reversed?.At);
    }

    [Fact]
    public async Task An_unknown_settlement_has_no_explanation()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", yuan: 50);

        var found = await Explainer.Explain(
            ledger.Store, TestLedger.Policies, SettlementId.Of("S0"), patient: null, CancellationToken.None);

        Assert.Null(found);
    }

    [Fact]
    public async Task A_person_is_shown_as_of_any_moment()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", yuan: 500);
        var first = (await ledger.Settle(ledger.BillOf("P1", inScope: 100))).OrThrow();
        (await ledger.Settle(ledger.BillOf("P1", inScope: 50))).OrThrow();

        var then = await PersonAt.Read(ledger.Store, PersonNo.Of("P1"), first.At, CancellationToken.None);
        var before = await PersonAt.Read(
            ledger.Store, PersonNo.Of("P1"), first.At.AddTicks(-10), CancellationToken.None);

        Assert.Equal(400, then.State.Account.Balance.Yuan);
        Assert.Equal(100, Used(then.State).Yuan);
        Assert.Equal(500, before.State.Account.Balance.Yuan);
    }

    static Money Used(PersonState state) => Money.FromFen(state.Patient.Used.Items.Single(
        static use => use.Counter.Name == "outpatient.deductible").Used.In(Unit.Fen));

    static Task<Explanation?> Explain(TestLedger ledger, Receipt receipt, PersonNo? patient) => Explainer.Explain(
        ledger.Store, TestLedger.Policies, receipt.Settlement, patient, CancellationToken.None);
}
