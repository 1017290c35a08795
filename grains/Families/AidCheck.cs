using Gongji.People;
using Gongji.Policy;

namespace Gongji.Families;

[RefusalsOf("aid")]
public enum AidRefusal
{
    [Says("没有出资人参保地的政策", "No policy pack covers the funder's area.")]
    AreaNotCovered,

    [Says("出资人参保地未开通家庭共济", "The funder's area has no family aid.")]
    NotOpenedInArea,

    [Says("该险种没有个人账户", "The funder's kind of insurance has no personal account.")]
    FunderHasNoAccount,

    [Says("出资人参保状态不正常", "The funder's insurance is suspended or has ended.")]
    FunderNotNormal,

    [Says("使用人参保状态不正常", "The member's insurance is suspended or has ended.")]
    MemberNotNormal,

    [Says("该亲属关系不在共济范围内", "The relation is not one that the funder's area admits for this use.")]
    RelationNotAllowed,

    [Says("使用人的险种不能使用共济", "The member's insurance scheme may not use the aid.")]
    SchemeNotAllowed,

    [Says("使用人参保地不在共济范围内", "The member is insured outside the area that the aid reaches.")]
    OutOfReach,
}

/// <summary>Whether the funder's area lets its account pay for a relative. Asked at binding and at every use.</summary>
public static class AidCheck
{
    /// <param name="purpose">What it is spent on; null at binding, where any admitted use will do.</param>
    public static Refusal? Refuses(
        AreaPolicy? policy, Insurance funder, Insurance member, Relation relation, AidPurpose? purpose)
    {
        if (RefusesFunder(policy, funder) is { } refusal)
        {
            return refusal;
        }
        var rules = policy!.Aid!;
        return rules.MemberMustBeNormal && member.Status != InsuranceStatus.Normal
            ? Refusal.Of(AidRefusal.MemberNotNormal, "member_status", member.Status.ToString())
            : RefusesTie(rules, funder, member, relation, purpose);
    }

    public static Refusal? RefusesFunder(AreaPolicy? policy, Insurance funder)
    {
        if (policy is null)
        {
            return Refusal.Of(AidRefusal.AreaNotCovered, "area", funder.Area.Value);
        }
        if (policy.Aid is not { } rules)
        {
            return Refusal.Of(AidRefusal.NotOpenedInArea, "area", funder.Area.Value);
        }
        if (!policy.HasAccount(funder.Kind))
        {
            return Refusal.Of(AidRefusal.FunderHasNoAccount, "kind", funder.Kind.ToString());
        }
        return rules.FunderMustBeNormal && funder.Status != InsuranceStatus.Normal
            ? Refusal.Of(AidRefusal.FunderNotNormal, "funder_status", funder.Status.ToString())
            : null;
    }

    static Refusal? RefusesTie(
        AidRules rules, Insurance funder, Insurance member, Relation relation, AidPurpose? purpose)
    {
        var admitted = purpose is { } use
            ? rules.Relations.GetValueOrDefault(use)?.Contains(relation) == true
            : rules.Relations.Values.Any(relations => relations.Contains(relation));
        if (!admitted)
        {
            return Refusal.Of(AidRefusal.RelationNotAllowed, "relation", relation.ToString());
        }
        if (!rules.MemberSchemes.Contains(member.SchemeOf))
        {
            return Refusal.Of(AidRefusal.SchemeNotAllowed, "scheme", member.SchemeOf.ToString());
        }
        var samePool = funder.Area.PoolingArea == member.Area.PoolingArea;
        return !funder.Area.Reaches(member.Area, rules.Reach) || (rules.OtherAreasOnly && samePool)
            ? Refusal.Of(AidRefusal.OutOfReach, "member_area", member.Area.Value)
            : null;
    }
}
