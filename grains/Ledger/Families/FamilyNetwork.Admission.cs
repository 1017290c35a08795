using Gongji.Families;
using Gongji.People;
using Gongji.Policy.Deciding;

namespace Gongji.Ledger.Families;

// Who may become a member.
public partial class FamilyNetwork
{
    Refusal? RefusesMember(AddMember command, PersonNo funder, Standing standing, Standing member)
    {
        if (command.Member == funder)
        {
            return Refusal.Of(NetworkRefusal.MemberIsFunder, "member", command.Member.Value);
        }
        if (standing.Insurance is not { } funderInsurance)
        {
            return Refusal.Of(NetworkRefusal.FunderNotEnrolled, "funder", funder.Value);
        }
        if (member.Insurance is not { } memberInsurance)
        {
            return Refusal.Of(NetworkRefusal.MemberNotEnrolled, "member", command.Member.Value);
        }
        var policy = policies.For(funderInsurance.Area, book.Today);
        return AidCheck.Refuses(
            policy, funderInsurance, standing.HoldsCredits, memberInsurance, command.Relation, purpose: null);
    }

    async Task<Refusal?> RefusesCount(PersonNo member, int? most)
    {
        if (State.Members.ContainsKey(member.Value) || !(State.Members.Count >= most))
        {
            return null;
        }
        var isKnown = await ReleaseEndedNow();
        if (State.Members.Count >= most && !isKnown)
        {
            throw new OverloadedException("a member can't be asked whether there is room; nothing was booked");
        }
        return State.Members.Count >= most
            ? Refusal.Of(NetworkRefusal.TooManyMembers, "members", $"{State.Members.Count}")
            : null;
    }
}
