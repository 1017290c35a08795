using Gongji.Ledger.People.Enrolment;
using Gongji.People;

namespace Gongji.Ledger.People.OwnAccount;

/// <summary>Decides when an own account is blocked, and when no longer.</summary>
static class Blocking
{
    public static Answer<AccountBlocked> Decide(EnrolmentState enrolment, Facts facts, BlockAccount command) =>
        Enrolling.RefusesStranger(enrolment, facts) is { } refusal ? refusal : new AccountBlocked(command.Reason);

    public static Answer<AccountUnblocked> Decide(Account account, EnrolmentState enrolment, Facts facts)
    {
        if (Enrolling.RefusesStranger(enrolment, facts) is { } refusal)
        {
            return refusal;
        }
        return account.Blocked is null
            ? Refusal.Of(PersonRefusal.AccountNotBlocked, "psn_no", facts.Person.Value)
            : new AccountUnblocked();
    }
}
