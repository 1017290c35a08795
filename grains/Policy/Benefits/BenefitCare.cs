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

/// <summary>Whom and what a benefit is for.</summary>
/// <param name="Disease">Null for care that is for no chronic or special disease.</param>
readonly record struct BenefitKey(BenefitCare Care, PersonClass Who, DiseaseCode? Disease)
{
    /// <summary>The word by which a pack means all diseases that it does not name.</summary>
    public static readonly DiseaseCode Others = new("others");

    /// <summary>The names under which rules may be for it, from the widest to the narrowest. Who names a disease goes
    /// before all who name none.</summary>
    public IEnumerable<string> Names
    {
        get
        {
            var (care, disease) = (Care, Disease);
            return Who.Names.Select(persons => NameOf(care, persons, disease));
        }
    }

    /// <param name="persons">One of <see cref="PersonClass.Names"/>.</param>
    public static string NameOf(BenefitCare care, string persons, DiseaseCode? disease) =>
        $"{SnakeCase.Of(care)}/{persons}" + (disease is { } one ? $":{one}" : "");
}
