namespace Gongji.Words;

/// <summary>What an institution is, as far as benefits differ by it.</summary>
public enum InstitutionKind
{
    /// <summary>General hospital or clinic.</summary>
    Hospital,

    /// <summary>Specialist for infectious or psychiatric disease (传染病、精神病专科).</summary>
    InfectiousOrPsychiatric,

    /// <summary>Township or community health centre (基层).</summary>
    PrimaryCare,

    /// <summary>Village or community station (村卫生室).</summary>
    VillageStation,

    /// <summary>Designated retail pharmacy (定点零售药店).</summary>
    Pharmacy,
}

/// <summary>What follows from the kind of an institution.</summary>
public static class InstitutionKinds
{
    /// <summary>Whether institutions of this kind give such care: drugs are sold by pharmacies, which see no
    /// patients.</summary>
    public static bool Gives(this InstitutionKind kind, CareKind care) => care switch
    {
        CareKind.Outpatient => !kind.IsPharmacy(),
        CareKind.Pharmacy => kind.IsPharmacy(),
    };

    static bool IsPharmacy(this InstitutionKind kind) => kind switch
    {
        InstitutionKind.Pharmacy => true,
        InstitutionKind.Hospital
            or InstitutionKind.InfectiousOrPsychiatric
            or InstitutionKind.PrimaryCare
            or InstitutionKind.VillageStation => false,
    };
}

/// <summary>Something that an institution may do from one day to another, such as <c>outpatient_pooling</c>.</summary>
/// <param name="To">The last day; null while it has no end.</param>
[GenerateSerializer, Immutable, Alias("gongji.capability")]
public sealed record Capability(string Name, DateOnly From, DateOnly? To = null)
{
    /// <summary>Takes part in outpatient pooling (门诊统筹), as hospital or as pharmacy.</summary>
    public const string OutpatientPooling = "outpatient_pooling";

    /// <summary>Settles for persons of other pooling areas (异地联网结算).</summary>
    public const string CrossArea = "cross_area";

    /// <summary>Whether the institution may do it on that day.</summary>
    public bool HoldsOn(DateOnly day) => From <= day && (To is null || day <= To);
}

/// <summary>The facts of an institution on the day of a service, as a bill carries them.</summary>
[GenerateSerializer, Immutable, Alias("gongji.institution_facts")]
public sealed record InstitutionFacts(
    InstitutionCode Code, AreaCode Area, InstitutionKind Kind, int Level, string[] Capabilities)
{
    /// <summary>Whether the institution had the capability on the day of the service.</summary>
    public bool Can(string capability) => Capabilities.Contains(capability);
}
