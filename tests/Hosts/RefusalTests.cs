using Gongji.People;
using Gongji.Settling;
using Gongji.Visits;

namespace Gongji.Tests.Hosts;

/// <summary>What is refused leaves no trace in the journal.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task A_bill_of_another_person_is_refused()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", yuan: 100);
        await ledger.Enrol("P2", yuan: 100);

        var refusal = await RefusalOf(ledger, ledger.BillOf("P2", inScope: 40));

        Assert.True(refusal?.Is(SettleRefusal.OtherPersonsBill));
    }

    [Fact]
    public async Task A_bill_whose_parts_are_less_than_its_total_is_refused()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", yuan: 100);
        var bill = ledger.BillOf("P1", inScope: 40);

        var refusal = await RefusalOf(
            ledger, bill with { Amounts = bill.Amounts with { Total = bill.Amounts.Total + Money.FromFen(1) } });

        Assert.True(refusal?.Is(SettleRefusal.BillDoesNotAddUp));
    }

    [Fact]
    public async Task A_person_whose_insurance_is_suspended_is_refused()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", yuan: 100);
        await Suspend(ledger, "P1", "610199");

        var refusal = await RefusalOf(ledger, ledger.BillOf("P1", inScope: 40));

        Assert.True(refusal?.Is(SettleRefusal.InsuranceNotNormal));
    }

    internal static async Task Suspend(TestLedger ledger, string person, string area)
    {
        var suspended = new Insurance(
            ledger.Today, AreaCode.Of(area), PersonKind.Active, InsuranceStatus.Suspended);
        (await ledger.Person(person).ChangeInsurance(new ChangeInsurance(ledger.NewOperation(), suspended))).OrThrow();
    }

    /// <summary>What P1 answers to a bill; nothing may be recorded.</summary>
    static async Task<Refusal?> RefusalOf(TestLedger ledger, Bill bill)
    {
        var before = await ledger.Store.ReadByGrain().CountAsync();
        var answer = await ledger.Person("P1").Settle(ledger.SettleOf(bill));
        Assert.Equal(before, await ledger.Store.ReadByGrain().CountAsync());
        return answer.Refusal;
    }
}
