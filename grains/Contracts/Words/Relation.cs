namespace Gongji.Words;

/// <summary>What a member is to the funder: the member is the funder's … .</summary>
public enum Relation
{
    /// <summary>配偶.</summary>
    Spouse,

    /// <summary>父母.</summary>
    Parent,

    /// <summary>子女.</summary>
    Child,

    /// <summary>兄弟姐妹.</summary>
    Sibling,

    /// <summary>祖父母.</summary>
    PaternalGrandparent,

    /// <summary>外祖父母.</summary>
    MaternalGrandparent,

    /// <summary>孙子女.</summary>
    SonsChild,

    /// <summary>外孙子女.</summary>
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
