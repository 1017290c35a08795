using Gongji.Ledger.Books;
using Gongji.Ledger.People.Enrolment;
using Gongji.People;

namespace Gongji.Ledger.People.OwnAccount;

/// <summary>Decides what a credit that is taken back takes out of an own account, and what stays owed.</summary>
static class TakingBack
{
    public static Answer<CreditTakenBack> Decide(
        Account account, Facts facts, Credited credited, TakeBackCredit command)
    {
        var amount = command.Amount ?? credited.Amount;
        if (amount.IsZero)
        {
            return Refusal.Of(PersonRefusal.AmountIsZero, "amount", amount.ToString());
        }
        if (amount > credited.Amount)
        {
            return Refusal.Of(PersonRefusal.MoreThanCredited, "amount", $"{amount} > {credited.Amount}");
        }
        var parts = Choose(account, credited.Year, amount);
        var owed = amount - parts.Sum(static part => part.Amount);
        var postings = Postings.Balanced(
        [
            .. parts.Select(part => Posting.Debit(Accounts.Lot(facts.Person, part.Purse, part.Year), part.Amount)),
            Posting.Debit(Accounts.Owed(facts.Person), owed),
            Posting.Credit(credited.Origin(), amount),
        ]);
        return new CreditTakenBack(command.Credit, command.Reason, parts, owed, postings);
    }

    /// <summary>First what is free of the credit's own year. What relatives' settlements hold is not there, and
    /// without the credit payments would have come out of other years.</summary>
    static LotPart[] Choose(Account account, int year, Money amount)
    {
        var own = account.Choose(amount, lot => lot == year);
        return [.. own, .. account.Choose(amount - own.Sum(static part => part.Amount), lot => lot != year)];
    }
}
