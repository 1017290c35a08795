using Gongji.People;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// What is refused is not recorded.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task A_bill_of_another_person_is_refused() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        await ledger.Enrol("P2", yuan: 100);

        var refusal = await RefusalOf(ledger, ledger.BillOf("P2", inScope: 40));

        Assert.True(refusal?.Is(SettleRefusal.OtherPersonsBill));
    });

    [ContractFact]
    public Task A_bill_whose_parts_are_less_than_its_total_is_refused() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        var bill = ledger.BillOf("P1", inScope: 40);

        var refusal = await RefusalOf(
            ledger, bill with { Amounts = bill.Amounts with { Total = bill.Amounts.Total + Money.FromFen(1) } });

        Assert.True(refusal?.Is(SettleRefusal.BillDoesNotAddUp));
    });

    [ContractFact]
    public Task A_person_whose_insurance_has_ended_is_refused() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 100);
        await ledger.Change("P1", LedgerWords.InsuranceOf() with { Status = InsuranceStatus.Ended });

        var refusal = await RefusalOf(ledger, ledger.BillOf("P1", inScope: 40));

        Assert.True(refusal?.Is(SettleRefusal.InsuranceNotNormal));
    });

    /// <summary>What P1 answers to a bill; nothing may be known of the operation.</summary>
    static async Task<Refusal?> RefusalOf(LedgerWords ledger, Bill bill)
    {
        var command = ledger.SettleOf(bill);
        var answer = await ledger.Person("P1").Settle(command);
        Assert.False((await ledger.Person("P1").FindOperation(command.Operation.Id)).Known);
        return answer.Refusal;
    }
}
