using Gongji.Families;
using Gongji.People;
using Gongji.Policy.Aid;
using Gongji.Policy.Areas;
using Gongji.Policy.Deciding;

namespace Gongji.Tests.Simulation.Oracle;

/// <summary>What a network may have known of itself and its people when it decided about a member.</summary>
sealed record Situation(FamilyPage Family, PersonPage Funder, PersonPage Member, DateOnly Today)
{
    Bond? Bond => Family.Bonds.GetValueOrDefault(Member.Person);

    /// <summary>Why a binding that stands has ended; null when it has not, or when there is none.</summary>
    public UnbindReason? End => Bond is not { } bond ? null
        : Funder.Ended(Today) >= bond.BoundOn ? UnbindReason.FunderInsuranceEnded
        : Member.Ended(Today) >= bond.BoundOn ? UnbindReason.MemberInsuranceEnded
        : bond.To < Today ? UnbindReason.Expired
        : null;

    /// <summary>What stands and can be changed; null when the binding would be a new one.</summary>
    Bond? Standing => End is null ? Bond : null;

    /// <summary>Why nobody is bound, but for what other networks say.</summary>
    public Refusal? Refuses(AddMember command, IPolicies policies)
    {
        if (Family.Funder is null)
        {
            return Refusal.Of(NetworkRefusal.Unknown, "network", Family.Network.Value);
        }
        if (Family.Funder == command.Member)
        {
            return Refusal.Of(NetworkRefusal.MemberIsFunder, "member", command.Member.Value);
        }
        if (Funder.InsuredOn(Today) is not { } funder)
        {
            return Refusal.Of(NetworkRefusal.FunderNotEnrolled, "funder", Funder.Person.Value);
        }
        if (Member.InsuredOn(Today) is not { } member)
        {
            return Refusal.Of(NetworkRefusal.MemberNotEnrolled, "member", command.Member.Value);
        }
        var policy = policies.For(funder.Area, Today);
        return AidCheck.Refuses(policy, funder, Funder.Purse.There > 0, member, command.Relation, purpose: null)
            ?? RefusesText(command, policy!)
            ?? RefusesDays(command, Longest(command, policies))
            ?? (Standing is null ? RefusesCount(policy!.AidFor(member.Area)!) : null);
    }

    /// <summary>What a binding says that is not refused.</summary>
    public (PersonNo, Relation, MemberLimits, DateOnly? From, DateOnly? To) TermsOf(
        AddMember command, IPolicies policies) =>
        (command.Member, command.Relation, command.Limits, FromOf(command), command.To ?? Longest(command, policies));

    /// <summary>A binding that has begun keeps its beginning.</summary>
    DateOnly? FromOf(AddMember command) => Standing is not { } bond ? command.From
        : bond.From > Today ? command.From ?? bond.From
        : bond.From;

    DateOnly First(AddMember command) => FromOf(command) is { } from && from > Today ? from : Today;

    DateOnly? Longest(AddMember command, IPolicies policies)
    {
        var rules = policies.For(Funder.InsuredOn(Today)!.Area, Today)!.AidFor(Member.InsuredOn(Today)!.Area)!;
        return rules.AuthorizationMonths is { } months ? First(command).AddMonths(months).AddDays(-1) : null;
    }

    static Refusal? RefusesText(AddMember command, AreaPolicy policy)
    {
        var known = policy.Commitments.Select(static text => text.Version).ToArray();
        return command.Commitment is not { } named || known.Contains(named) ? null : Refusal.Of(
            NetworkRefusal.CommitmentNotInForce, "commitment", $"{named} ({string.Join(", ", known)})");
    }

    Refusal? RefusesDays(AddMember command, DateOnly? longest)
    {
        var isNewDay = command.From is not null && command.From != Standing?.From;
        if (isNewDay && (command.From < Today || command.From > Today.AddYears(1)))
        {
            return Refusal.Of(NetworkRefusal.BeginOutOfRange, "from", $"{command.From:O}");
        }
        if (command.To < First(command))
        {
            return Refusal.Of(NetworkRefusal.OverBeforeItBegins, "to", $"{command.To:O}");
        }
        return command.To > longest
            ? Refusal.Of(NetworkRefusal.AuthorizationTooLong, "to", $"{command.To:O} > {longest:O}")
            : null;
    }

    /// <summary>Whether there is room: how many there were by then others say as well.</summary>
    Refusal? RefusesCount(AidRules rules)
    {
        var others = Family.Bonds.Count(bond => bond.Key != Member.Person);
        if (others >= rules.MembersMax)
        {
            return Refusal.Of(NetworkRefusal.TooManyMembers, "members", $"{others}");
        }
        return Member.Networks.Count >= rules.NetworksPerMemberMax && !Member.Networks.Contains(Family.Network)
            ? Refusal.Of(PersonRefusal.TooManyNetworks, "networks", $"{Member.Networks.Count}")
            : null;
    }
}
