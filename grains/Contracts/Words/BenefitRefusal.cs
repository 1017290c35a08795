namespace Gongji.Words;

/// <summary>What the rules of the insured area refuse before they pay anything.</summary>
[RefusalsOf("benefit")]
public enum BenefitRefusal
{
#pragma warning disable CS1591 // Each says itself.
    [Says(
        "就医地不在参保地待遇范围内，需先办理异地备案",
        "The place of care is outside the area in which this insurance pays; a filing is needed first.")]
    WrongArea,

    [Says("该机构未开通此类结算", "The institution is not opened for this kind of settlement.")]
    InstitutionNotOpened,
#pragma warning restore CS1591
}
