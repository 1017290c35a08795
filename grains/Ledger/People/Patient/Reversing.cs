using Gongji.Ledger.Books;
using Gongji.Ledger.People.Commits;
using Gongji.Ledger.People.OwnAccount;
using Gongji.People;

namespace Gongji.Ledger.People.Patient;

/// <summary>Decides how a settlement is undone: whole, and every payer gets back what that payer gave.</summary>
static class Reversing
{
    /// <param name="visit">The visit that the settlement is said to be of; null when none is named.</param>
    public static Answer<IGrainEvent> Decide(
        CommitState state, Account account, Settled settled, VisitId? visit = null)
    {
        if (visit is { } named && named != settled.Bill.Visit)
        {
            return Refusal.Of(ReverseRefusal.OtherVisit, "mdtrt_id", named.Value);
        }
        return new(state.Undone.Has(settled.Settlement.Value)
            ? new ReversedAlready(settled.Settlement)
            : Undo(account, settled));
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
