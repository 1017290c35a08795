namespace Gongji.Words;

/// <summary>What the rules of the funder's area refuse, in the order in which they ask.</summary>
[RefusalsOf("aid")]
public enum AidRefusal
{
#pragma warning disable CS1591 // Each says itself.
    [Says("没有出资人参保地的政策", "No policy pack covers the funder's area.")]
    AreaNotCovered,

    [Says("出资人参保地未开通家庭共济", "The funder's area has no family aid.")]
    NotOpenedInArea,

    [Says("出资人没有可以使用的个人账户", "The funder has no personal account that may pay.")]
    FunderHasNoAccount,

    [Says("使用人参保地不在共济范围内", "The member is insured outside the area that the aid reaches.")]
    OutOfReach,

    [Says("出资人参保状态不正常", "The funder's insurance is not normal.")]
    FunderNotNormal,

    [Says("使用人参保状态不正常", "The member's insurance is not normal.")]
    MemberNotNormal,

    [Says("出资人参保地不允许该亲属关系使用此项共济", "The relation is not one that the funder's area admits for this use.")]
    RelationNotAllowed,

    [Says("使用人的险种不能使用共济", "The member's insurance scheme may not use the aid.")]
    SchemeNotAllowed,
#pragma warning restore CS1591
}
