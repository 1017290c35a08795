using Gongji.Ledger.Books;
using Gongji.Ledger.People.Enrolment;
using Gongji.People;

namespace Gongji.Ledger.People.OwnAccount;

/// <summary>Decides what is credited to a person's own account.</summary>
static class Crediting
{
    /// <summary>The first year of which an account can hold credits: the scheme began in 1998.</summary>
    const int FirstYear = 1998;

    /// <summary>National code of the employees' pooled fund, which pays the flat sums of the retired.</summary>
    const string EmployeesFund = "310100";

    public static Answer<Credited> Decide(
        Account account, EnrolmentState enrolment, Facts facts, CreditAccount command)
    {
        if (enrolment.InsuranceOn(facts.Today) is not { } insurance)
        {
            return Refusal.Of(PersonRefusal.NotEnrolled, "psn_no", facts.Person.Value);
        }
        if (Refuses(account, facts, insurance, command) is { } refusal)
        {
            return refusal;
        }
        var owed = Money.Min(command.Amount, account.Owed);
        var postings = Postings.Balanced(
            Posting.Debit(SourceOf(insurance, command.Source), command.Amount),
            Posting.Credit(Accounts.Owed(facts.Person), owed),
            Posting.Credit(Accounts.Lot(facts.Person, Purse.Own, command.Year), command.Amount - owed));
        return new Credited(command.Amount, command.Year, SnakeCase.Of(command.Source), owed, postings);
    }

    static string SourceOf(Insurance insurance, CreditSource source) => source switch
    {
        CreditSource.Retirement => Accounts.Fund(insurance.Area, EmployeesFund),
        CreditSource.Contribution or CreditSource.Opening =>
            Accounts.Contributions(insurance.Area, SnakeCase.Of(source)),
    };

    static Refusal? Refuses(Account account, Facts facts, Insurance insurance, CreditAccount command)
    {
        if (facts.Policies.For(insurance.Area, facts.Today) is not { } policy)
        {
            return Refusal.Of(PersonRefusal.AreaNotCovered, "insuplc_admdvs", insurance.Area.Value);
        }
        if (!policy.TakesCredits(insurance))
        {
            return Refusal.Of(PersonRefusal.NoAccount, "kind", CamelCase.Of(insurance.Kind));
        }
        if (command.Source == CreditSource.Retirement && insurance.Kind != PersonKind.Retired)
        {
            return Refusal.Of(PersonRefusal.NotRetired, "source", SnakeCase.Of(command.Source));
        }
        if (command.Amount.IsZero)
        {
            return Refusal.Of(PersonRefusal.AmountIsZero, "amount", command.Amount.ToString());
        }
        if (command.Year < FirstYear || command.Year > facts.Today.Year)
        {
            return Refusal.Of(PersonRefusal.YearOutOfRange, "year", $"{command.Year}");
        }
        return command.Amount.Fen > Money.Largest.Fen - account.Balance.Fen
            ? Refusal.Of(PersonRefusal.BalanceTooLarge, "amount", command.Amount.ToString())
            : null;
    }
}
