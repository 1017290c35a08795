namespace Gongji.Policy.Benefits;

/// <summary>What a benefit is for.</summary>
public enum BenefitCare
{
    /// <summary>Ordinary outpatient care.</summary>
    Outpatient,

    /// <summary>Purchases in pharmacies.</summary>
    Pharmacy,

    /// <summary>Special examinations of outpatients; without a benefit of their own they are ordinary care.</summary>
    SpecialExam,
}

static class BenefitCares
{
    public static BenefitCare Of(CareKind care) => care switch
    {
        CareKind.Outpatient => BenefitCare.Outpatient,
        CareKind.Pharmacy => BenefitCare.Pharmacy,
    };
}
