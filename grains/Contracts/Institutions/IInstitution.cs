namespace Gongji.Institutions;

/// <summary>What the ledger keeps of a designated institution.</summary>
/// <param name="Level">1 to 3; 0 when it has none, as pharmacies.</param>
[GenerateSerializer, Immutable, Alias("gongji.institution_profile")]
public sealed record InstitutionProfile(
    InstitutionCode Code, string Name, AreaCode Area, InstitutionKind Kind, int Level, Capability[] Capabilities);

/// <summary>Registers an institution, or changes what is registered of it.</summary>
[GenerateSerializer, Immutable, Alias("gongji.register_institution")]
public sealed record RegisterInstitution(Operation Operation, InstitutionProfile Profile);

/// <summary>Sign-in of an operator (9001).</summary>
/// <param name="Operator">The operator's code at the institution (opter), as the institution sent it.</param>
[GenerateSerializer, Immutable, Alias("gongji.sign_in")]
public sealed record SignIn(Operation Operation, string Operator);

/// <summary>Sign-out of an operator (9002).</summary>
/// <param name="SignNo">sign_no, as the sign-in gave it. It is kept, not checked.</param>
/// <param name="Operator">The operator's code at the institution (opter), as the institution sent it.</param>
[GenerateSerializer, Immutable, Alias("gongji.sign_out")]
public sealed record SignOut(Operation Operation, string SignNo, string Operator);

/// <summary>The answer to a sign-in.</summary>
/// <param name="SignNo">sign_no: the institution's code and eight digits.</param>
/// <param name="At">When it was recorded.</param>
[GenerateSerializer, Immutable, Alias("gongji.signed_in_answer")]
public sealed record SignedInAnswer(string SignNo, DateTimeOffset At);

/// <summary>The answer to a sign-out.</summary>
/// <param name="At">When it was recorded.</param>
[GenerateSerializer, Immutable, Alias("gongji.signed_out_answer")]
public sealed record SignedOutAnswer(DateTimeOffset At);

/// <summary>Why an institution is not registered, or not known.</summary>
[RefusalsOf("institution")]
public enum InstitutionRefusal
{
#pragma warning disable CS1591 // Each says itself.
    [Says("定点医药机构未登记", "The institution is not registered.")]
    Unknown,

    [Says("机构等级必须在0到3之间", "The level must be from 0 to 3.")]
    LevelOutOfRange,

    [Says("资格结束日期早于开始日期", "A capability ends before it begins.")]
    CapabilityEndsBeforeItBegins,
#pragma warning restore CS1591
}

/// <summary>Designated institution 定点医药机构.</summary>
public interface IInstitution
{
    /// <summary>Registers the institution, or changes what is registered.</summary>
    Task<Answer<Confirmation>> Register(RegisterInstitution command);

    /// <summary>An operator signs in (9001). The sign-in number is proof of nothing but that it happened.</summary>
    Task<Answer<SignedInAnswer>> SignIn(SignIn command);

    /// <summary>An operator signs out (9002).</summary>
    /// <returns>Refuses with <see cref="InstitutionRefusal.Unknown"/>.</returns>
    Task<Answer<SignedOutAnswer>> SignOut(SignOut command);

    /// <summary>What is registered now.</summary>
    /// <returns>Refuses with <see cref="InstitutionRefusal.Unknown"/>.</returns>
    Task<Answer<InstitutionProfile>> Profile();
}
