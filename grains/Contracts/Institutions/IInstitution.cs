namespace Gongji.Institutions;

/// <summary>What the ledger keeps of a designated institution.</summary>
/// <param name="Level">1 to 3; 0 when it has none, as pharmacies.</param>
[GenerateSerializer, Immutable, Alias("gongji.institution_profile")]
public sealed record InstitutionProfile(
    InstitutionCode Code, string Name, AreaCode Area, InstitutionKind Kind, int Level, Capability[] Capabilities);

[GenerateSerializer, Immutable, Alias("gongji.register_institution")]
public sealed record RegisterInstitution(Operation Operation, InstitutionProfile Profile);

[GenerateSerializer, Immutable, Alias("gongji.sign_in")]
public sealed record SignIn(Operation Operation, string Operator);

[GenerateSerializer, Immutable, Alias("gongji.sign_out")]
public sealed record SignOut(Operation Operation, string SignNo, string Operator);

[GenerateSerializer, Immutable, Alias("gongji.signed_in_answer")]
public sealed record SignedInAnswer(string SignNo, DateTimeOffset At);

[GenerateSerializer, Immutable, Alias("gongji.signed_out_answer")]
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
