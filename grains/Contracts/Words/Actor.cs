namespace Gongji.Words;

/// <summary>In which role somebody asks for an operation.</summary>
public enum ActorRole
{
    /// <summary>Staff of a designated institution 定点机构经办人.</summary>
    InstitutionStaff,

    /// <summary>Clerk of an insurance agency 医保经办人员.</summary>
    AgencyClerk,

    /// <summary>The insured person 参保人本人, at a terminal or with a telephone.</summary>
    Insured,

    /// <summary>Somebody who acts for the insured person 代办人.</summary>
    Representative,

    /// <summary>A program that nobody sits at, such as a monthly run 批处理.</summary>
    Program,
}

/// <summary>By which way an operation came in.</summary>
public enum ActorChannel
{
    /// <summary>A window 窗口, of an institution or of an agency.</summary>
    Window,

    /// <summary>A self-service terminal 自助终端.</summary>
    Terminal,

    /// <summary>A telephone 移动终端: app or mini program.</summary>
    Mobile,

    /// <summary>A file of many records 批量文件.</summary>
    File,

    /// <summary>A program's call that says nothing of a way 接口.</summary>
    Interface,
}

/// <summary>On what somebody's word is believed.</summary>
public enum EvidenceKind
{
    /// <summary>The number of a sign-in 签到编号.</summary>
    SignIn,

    /// <summary>The token of the administration.</summary>
    Token,

    /// <summary>The result of an identity provider 身份认证, such as a look at the face.</summary>
    Provider,

    /// <summary>A medical e-credential 医保电子凭证.</summary>
    ECredential,

    /// <summary>An identity document 身份证件.</summary>
    IdentityDocument,

    /// <summary>A social security card 社会保障卡.</summary>
    SocialSecurityCard,
}

/// <summary>What was shown, and where it can be looked up.</summary>
/// <param name="Reference">Number of the sign-in, the provider's own reference, or the keyed hash of a credential, at
/// most 64 characters; null when there is none.</param>
/// <param name="At">When the provider recognised the person, where it says so.</param>
[GenerateSerializer, Immutable, Alias("gongji.evidence")]
public sealed record Evidence(EvidenceKind Kind, string? Reference = null, DateTimeOffset? At = null);

/// <summary>Who asked for an operation, as the sender says. It stands in the journal and is covered by its hashes; it
/// is no part of what was asked for, so that somebody else may send the same again. Names of people are nowhere in
/// it.</summary>
/// <param name="Operator">The sender's number for who did it, or for the device, at most 30 characters; null when it
/// names none.</param>
/// <param name="Office">Code of the institution or agency, at most 30 characters; null when none is named.</param>
/// <param name="Authenticated">On what the operator is believed; null when nothing is said.</param>
/// <param name="OnBehalfOf">For whom it was done, where the sender says so.</param>
/// <param name="Presented">What was shown for <paramref name="OnBehalfOf"/>.</param>
[GenerateSerializer, Immutable, Alias("gongji.actor")]
public sealed record Actor(
    ActorRole Role,
    ActorChannel Channel,
    string? Operator = null,
    string? Office = null,
    Evidence? Authenticated = null,
    PersonNo? OnBehalfOf = null,
    Evidence? Presented = null);
