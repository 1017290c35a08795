namespace Gongji.Words;

/// <summary>What a member is to the funder: the member is the funder's … .</summary>
public enum Relation
{
    Spouse,
    Parent,
    Child,
    Sibling,
    PaternalGrandparent,
    MaternalGrandparent,
    SonsChild,
    DaughtersChild,
}

/// <summary>What aid money is spent on.</summary>
public enum AidPurpose
{
    /// <summary>Aid payment 共济支付: the personal share of a medical bill.</summary>
    Payment,

    /// <summary>Aid premium 共济缴费: a relative's premium.</summary>
    Premium,
}
