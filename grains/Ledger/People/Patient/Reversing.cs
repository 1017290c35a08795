using Gongji.Ledger.People.OwnAccount;
using Gongji.People;

namespace Gongji.Ledger.People.Patient;

/// <summary>Decides how a settlement is undone: whole, and every payer gets back what that payer gave.</summary>
static class Reversing
{
    public static Answer<Reversed> Decide(PatientState state, Account account, Settled settled, Reverse command)
    {
        if (settled.Bill.Visit != command.Visit)
        {
            return Refusal.Of(ReverseRefusal.OtherVisit, "mdtrt_id", command.Visit.Value);
        }
        return state.Reversals.Has(command.Settlement.Value)
            ? Refusal.Of(ReverseRefusal.ReversedAlready, "setl_id", command.Settlement.Value)
            : Undo(account, settled);
    }

    /// <summary>The commit point of a reversal: the own part and the counters are back at once, relatives' parts as
    /// soon as their networks have heard of it.</summary>
    public static Reversed Undo(Account account, Settled settled) => new(
        settled.Settlement,
        settled.Attempt,
        settled.Bill.Visit,
        settled.Bill.Batch,
        settled.Uses,
        settled.Own,
        settled.Aid,
        account.Balance + settled.Own.Sum(static part => part.Amount),
        [.. settled.Postings.Select(static posting => posting.Reverse())]);
}
