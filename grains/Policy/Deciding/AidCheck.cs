using Gongji.Policy.Aid;
using Gongji.Policy.Areas;

namespace Gongji.Policy.Deciding;

/// <summary>Whether the funder's area lets its account pay for a relative. Asked at binding and at every use.</summary>
public static class AidCheck
{
    /// <param name="holdsCredits">Whether anything is in the funder's account.</param>
    /// <param name="purpose">What it is spent on; null at binding, where any admitted use will do.</param>
    /// <returns>With the version of the rules that refuse.</returns>
    public static Refusal? Refuses(
        AreaPolicy? policy,
        Insurance funder,
        bool holdsCredits,
        Insurance member,
        Relation relation,
        AidPurpose? purpose) =>
        RefusesUse(policy, funder, holdsCredits, member, relation, purpose) is { } refusal
            ? refusal with { Version = policy?.Version }
            : null;

    static Refusal? RefusesUse(
        AreaPolicy? policy,
        Insurance funder,
        bool holdsCredits,
        Insurance member,
        Relation relation,
        AidPurpose? purpose)
    {
        if (RefusesFunder(policy, funder, holdsCredits) is { } refusal)
        {
            return refusal;
        }
        if (policy!.AidFor(member.Area) is not { } rules)
        {
            return Refusal.Of(AidRefusal.OutOfReach, "member_area", member.Area.Value);
        }
        return RefusesStatus(rules, funder, member) ?? RefusesTie(rules, member, relation, purpose);
    }

    public static Refusal? RefusesFunder(AreaPolicy? policy, Insurance funder, bool holdsCredits)
    {
        if (policy is null)
        {
            return Refusal.Of(AidRefusal.AreaNotCovered, "area", funder.Area.Value);
        }
        if (policy.Aid.Count == 0)
        {
            return Refusal.Of(AidRefusal.NotOpenedInArea, "area", funder.Area.Value);
        }
        if (!policy.AccountMayPay(funder, holdsCredits))
        {
            return Refusal.Of(AidRefusal.FunderHasNoAccount, "kind", CamelCase.Of(funder.Kind));
        }
        return policy.Aid.All(rules => RefusesFunder(rules, funder)) ? NotNormal(funder) : null;
    }

    static Refusal? RefusesStatus(AidRules rules, Insurance funder, Insurance member)
    {
        if (RefusesFunder(rules, funder))
        {
            return NotNormal(funder);
        }
        return rules.MemberMustBeNormal && !member.Status.IsNormal()
            ? Refusal.Of(AidRefusal.MemberNotNormal, "member_status", CamelCase.Of(member.Status))
            : null;
    }

    static bool RefusesFunder(AidRules rules, Insurance funder) =>
        rules.FunderMustBeNormal && !funder.Status.IsNormal();

    static Refusal NotNormal(Insurance funder) =>
        Refusal.Of(AidRefusal.FunderNotNormal, "funder_status", CamelCase.Of(funder.Status));

    static Refusal? RefusesTie(AidRules rules, Insurance member, Relation relation, AidPurpose? purpose)
    {
        var admitted = purpose is { } use
            ? rules.Relations.GetValueOrDefault(use)?.Contains(relation) == true
            : rules.Relations.Values.Any(relations => relations.Contains(relation));
        if (!admitted)
        {
            return Refusal.Of(AidRefusal.RelationNotAllowed, "relation", CamelCase.Of(relation));
        }
        return rules.MemberSchemes.Contains(member.SchemeOf)
            ? null
            : Refusal.Of(AidRefusal.SchemeNotAllowed, "scheme", CamelCase.Of(member.SchemeOf));
    }
}
