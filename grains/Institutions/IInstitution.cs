namespace Gongji.Institutions;

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

/// <summary>Something that an institution may do from one day to another, such as <c>outpatient_pooling</c>.</summary>
/// <param name="To">The last day; null while it has no end.</param>
public sealed record Capability(string Name, DateOnly From, DateOnly? To = null)
{
    /// <summary>Takes part in outpatient pooling (门诊统筹), as hospital or as pharmacy.</summary>
    public const string OutpatientPooling = "outpatient_pooling";

    /// <summary>Settles for persons of other pooling areas (异地联网结算).</summary>
    public const string CrossArea = "cross_area";

    public bool HoldsOn(DateOnly day) => From <= day && (To is null || day <= To);
}

/// <summary>What the ledger keeps of a designated institution.</summary>
/// <param name="Level">1 to 3; 0 when it has none, as pharmacies.</param>
public sealed record InstitutionProfile(
    InstitutionCode Code, string Name, AreaCode Area, InstitutionKind Kind, int Level, Capability[] Capabilities);

/// <summary>The facts of an institution on the day of a service, as a bill carries them.</summary>
public sealed record InstitutionFacts(
    InstitutionCode Code, AreaCode Area, InstitutionKind Kind, int Level, string[] Capabilities)
{
    public bool Can(string capability) => Capabilities.Contains(capability);
}

public sealed record RegisterInstitution(Operation Operation, InstitutionProfile Profile);

public sealed record SignIn(Operation Operation, string Operator);

public sealed record SignOut(Operation Operation, string SignNo, string Operator);

public sealed record SignedInAnswer(string SignNo, DateTimeOffset At);

public sealed record SignedOutAnswer(DateTimeOffset At);

[RefusalsOf("institution")]
public enum InstitutionRefusal
{
    [Says("定点医药机构未登记", "The institution is not registered.")]
    Unknown,

    [Says("机构等级必须在0到3之间", "The level must be from 0 to 3.")]
    LevelOutOfRange,

    [Says("资格结束日期早于开始日期", "A capability ends before it begins.")]
    CapabilityEndsBeforeItBegins,
}

/// <summary>Designated institution 定点医药机构.</summary>
public interface IInstitution
{
    /// <summary>Registers the institution, or changes what is registered.</summary>
    Task<Answer<Confirmation>> Register(RegisterInstitution command);

    /// <summary>An operator signs in (9001). The sign-in number is proof of nothing but that it happened.</summary>
    Task<Answer<SignedInAnswer>> SignIn(SignIn command);

    Task<Answer<SignedOutAnswer>> SignOut(SignOut command);

    Task<Answer<InstitutionProfile>> Profile();
}
