using Gongji.Families;
using Gongji.Policy.Aid;
using Gongji.Policy.Areas;

namespace Gongji.Ledger.Families;

/// <summary>Decides what a binding says: on what it rests, from when and until when.</summary>
static class Binding
{
    /// <param name="standing">The binding that it changes; null when it is a new one.</param>
    public static Answer<MemberAdded> Decide(
        AddMember command, Member? standing, PersonNo funder, AreaPolicy policy, AidRules rules, DateOnly today)
    {
        var signed = TextOf(command, policy);
        if (signed is null && command.Commitment is { } unknown)
        {
            var known = string.Join(", ", policy.Commitments.Select(static text => text.Version));
            return Refusal.Of(NetworkRefusal.CommitmentNotInForce, "commitment", $"{unknown} ({known})");
        }
        var from = standing is null ? command.From
            : standing.HasBegun(today) ? standing.From
            : command.From ?? standing.From;
        var first = from > today ? from.Value : today;
        DateOnly? longest = rules.AuthorizationMonths is { } months ? first.AddMonths(months).AddDays(-1) : null;
        return RefusesDays(command, standing?.From, first, longest, today) is { } refusal
            ? refusal
            : new MemberAdded(
                command.Member,
                command.Relation,
                command.Limits,
                new Grounds(command.Source, signed, command.Signer ?? funder, command.Evidence),
                command.Channel,
                from,
                command.To ?? longest);
    }

    /// <summary>What the funder is to a member who is that to the funder.</summary>
    public static Relation SeenBack(Relation relation) => relation switch
    {
        Relation.Spouse => Relation.Spouse,
        Relation.Parent => Relation.Child,
        Relation.Child => Relation.Parent,
        Relation.Sibling => Relation.Sibling,
        Relation.PaternalGrandparent => Relation.SonsChild,
        Relation.MaternalGrandparent => Relation.DaughtersChild,
        Relation.SonsChild => Relation.PaternalGrandparent,
        Relation.DaughtersChild => Relation.MaternalGrandparent,
    };

    static SignedText? TextOf(AddMember command, AreaPolicy policy)
    {
        var named = command.Commitment ?? command.Source switch
        {
            RelationSource.Commitment => policy.Commitments is [.., var last] ? last.Version : null,
            RelationSource.HouseholdRegister => null,
        };
        var text = policy.Commitments.FirstOrDefault(text => text.Version == named);
        return text is null ? null : new SignedText(text.Version, text.Digest);
    }

    /// <param name="first">The first day, from today on, on which the authorization is in force.</param>
    static Refusal? RefusesDays(
        AddMember command, DateOnly? standing, DateOnly first, DateOnly? longest, DateOnly today)
    {
        if (command.From is { } from && from != standing && (from < today || from > today.AddYears(1)))
        {
            return Refusal.Of(NetworkRefusal.BeginOutOfRange, "from", $"{from:O}");
        }
        if (command.To < first)
        {
            return Refusal.Of(NetworkRefusal.OverBeforeItBegins, "to", $"{command.To:O}");
        }
        return command.To > longest
            ? Refusal.Of(NetworkRefusal.AuthorizationTooLong, "to", $"{command.To:O} > {longest:O}")
            : null;
    }
}
