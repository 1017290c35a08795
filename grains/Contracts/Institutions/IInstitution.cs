namespace Gongji.Institutions;

/// <summary>What the ledger keeps of a designated institution.</summary>
/// <param name="Level">1 to 3; 0 when it has none, as pharmacies.</param>
[GenerateSerializer, Immutable, Alias("gongji.institution_profile")]
public sealed record InstitutionProfile(
    InstitutionCode Code, string Name, AreaCode Area, InstitutionKind Kind, int Level, Capability[] Capabilities);

/// <summary>What an institution is from a day on, until the next begins.</summary>
[GenerateSerializer, Immutable, Alias("gongji.dated_profile")]
public sealed record DatedProfile(DateOnly From, InstitutionProfile Profile);

/// <summary>What an institution was, is and is going to be.</summary>
/// <param name="Profiles">Oldest first; at least one.</param>
[GenerateSerializer, Immutable, Alias("gongji.institution_history")]
public sealed record InstitutionHistory(DatedProfile[] Profiles)
{
    /// <summary>The one that holds on a day; null before the first.</summary>
    public DatedProfile? On(DateOnly day) => Profiles.LastOrDefault(profile => profile.From <= day);
}

/// <summary>Registers an institution, or changes what is registered of it from a day on: earlier days stay as they
/// were, what was registered for later ones goes.</summary>
/// <param name="From">The first day; when null it is today, or at the first registration the first of all
/// days.</param>
[GenerateSerializer, Immutable, Alias("gongji.register_institution")]
public sealed record RegisterInstitution(Operation Operation, InstitutionProfile Profile, DateOnly? From = null);

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

    [Says("该日期机构尚未登记", "The institution was not registered yet on that day.")]
    NotThen,

    [Says("资格结束日期早于开始日期", "A capability ends before it begins.")]
    CapabilityEndsBeforeItBegins,
#pragma warning restore CS1591
}

/// <summary>Designated institution 定点医药机构.</summary>
public interface IInstitution
{
    /// <summary>Registers the institution, or changes what is registered from a day on.</summary>
    /// <returns>Refuses with <see cref="InstitutionRefusal"/>.</returns>
    Task<Answer<Confirmation>> Register(RegisterInstitution command);

    /// <summary>An operator signs in (9001). The sign-in number is proof of nothing but that it happened.</summary>
    Task<Answer<SignedInAnswer>> SignIn(SignIn command);

    /// <summary>An operator signs out (9002).</summary>
    /// <returns>Refuses with <see cref="InstitutionRefusal.Unknown"/>.</returns>
    Task<Answer<SignedOutAnswer>> SignOut(SignOut command);

    /// <summary>What is registered, of all days.</summary>
    /// <returns>Refuses with <see cref="InstitutionRefusal.Unknown"/>.</returns>
    Task<Answer<InstitutionHistory>> History();
}
