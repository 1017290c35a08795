using Gongji.Ledger.People.Commits;
using Gongji.Ledger.People.Enrolment;
using Gongji.People;

namespace Gongji.Ledger.People.Patient;

/// <summary>Decides which bills and which operations a patient may settle, and which bills become void.</summary>
static class Billing
{
    public static Refusal? RefusesId(CommitState state, SettlementId settlement) =>
        state.Made.Has(settlement.Value)
            ? Refusal.Of(SettleRefusal.SettlementIdUsed, "setl_id", settlement.Value)
            : null;

    public static Refusal? RefusesBill(PatientState state, EnrolmentState enrolment, Facts facts, Bill bill)
    {
        if (enrolment.Person is null)
        {
            return Refusal.Of(SettleRefusal.NotEnrolled, "psn_no", facts.Person.Value);
        }
        if (bill.Person != facts.Person)
        {
            return Refusal.Of(SettleRefusal.OtherPersonsBill, "mdtrt_id", bill.Visit.Value);
        }
        var amounts = bill.Amounts;
        if (amounts.Total.IsZero)
        {
            return Refusal.Of(SettleRefusal.BillIsZero, "medfee_sumamt", amounts.Total.ToString());
        }
        if (!bill.AddsUp)
        {
            return Refusal.Of(SettleRefusal.BillDoesNotAddUp, "medfee_sumamt", amounts.Total.ToString());
        }
        if (!bill.Institution.Kind.Gives(bill.Care))
        {
            return Refusal.Of(
                SettleRefusal.CareNotOfInstitution,
                "med_type",
                $"{CamelCase.Of(bill.Care)} {CamelCase.Of(bill.Institution.Kind)}");
        }
        return state.IsVoid(bill.Visit, bill.Batch, bill.Seal)
            ? Refusal.Of(SettleRefusal.BillVoid, "chrg_bchno", bill.Batch.Value)
            : null;
    }

    /// <summary>The same bill sent again under a new operation id gets the settlement that stands; another bill for the
    /// same batch is refused.</summary>
    public static Answer<SettledAlready> Decide(Settled standing, Settle command) =>
        standing.Bill.Digest != command.Bill.Digest || standing.UseAccount != command.UseAccount
            ? Refusal.Of(SettleRefusal.BatchSettledAlready, "setl_id", standing.Settlement.Value)
            : new SettledAlready(standing.Settlement);

    /// <returns>The bills that were not void before; they may be none.</returns>
    public static BillsVoided Decide(PatientState state, VoidBills command) => new(
        command.Visit,
        [.. command.Batches.Where(batch => !state.IsVoid(command.Visit, batch.Batch, batch.Seal))]);
}
