using Gongji.People;

namespace Gongji.Credentials;

/// <summary>Binds a credential to a person.</summary>
/// <param name="Until">The moment at which it ends; null when it has no end.</param>
[GenerateSerializer, Immutable, Alias("gongji.bind_credential")]
public sealed record BindCredential(Operation Operation, PersonNo Person, DateTimeOffset? Until = null);

/// <summary>Issues a one-time token of a person: an e-credential (ecToken) of a short life.</summary>
/// <param name="Until">The moment at which it ends.</param>
/// <param name="ShownBy">Who is going to show it by a credential view; null when it is the person.</param>
/// <param name="Steps">What alone it may be shown for, as in <see cref="Showing.Step"/>; null when for
/// everything.</param>
[GenerateSerializer, Immutable, Alias("gongji.issue_token")]
public sealed record IssueToken(
    Operation Operation, PersonNo Person, DateTimeOffset Until, PersonNo? ShownBy = null, string[]? Steps = null);

/// <summary>What a credential is shown for.</summary>
/// <param name="Step">Whatever may be done once with a token, such as <c>2207</c>.</param>
/// <param name="Operation">That of the message which shows it.</param>
[GenerateSerializer, Immutable, Alias("gongji.showing")]
public sealed record Showing(Operation Operation, InstitutionCode Institution, string Step);

/// <summary>Blocks a credential of a person, from the answer on.</summary>
[GenerateSerializer, Immutable, Alias("gongji.block_credential")]
public sealed record BlockCredential(Operation Operation, PersonNo Person, BlockReason Reason);

/// <summary>Ends the block of a credential of a person.</summary>
[GenerateSerializer, Immutable, Alias("gongji.unblock_credential")]
public sealed record UnblockCredential(Operation Operation, PersonNo Person);

/// <summary>What a credential is, also one that is not in force.</summary>
/// <param name="Blocked">Null when it is not blocked.</param>
[GenerateSerializer, Immutable, Alias("gongji.credential_view")]
public sealed record CredentialView(PersonNo Person, DateTimeOffset? Until, bool Expired, Block? Blocked);

/// <summary>Whom a credential stands for.</summary>
/// <param name="ShownBy">Who shows it by a credential view; null when it is the person.</param>
/// <param name="OneTime">Whether it is a token, which is <see cref="ICredential.Use">used up</see>.</param>
[GenerateSerializer, Immutable, Alias("gongji.credential_holder")]
public sealed record CredentialHolder(PersonNo Person, bool OneTime = false, PersonNo? ShownBy = null);

/// <summary>Why a credential is not bound, or is not good for what it is shown for.</summary>
[RefusalsOf("credential")]
public enum CredentialRefusal
{
#pragma warning disable CS1591 // Each says itself.
    [Says("未查询到该凭证对应的参保人", "No insured person is known by this credential.")]
    Unknown,

    [Says("该凭证已挂失或停用", "The credential is blocked.")]
    Blocked,

    [Says("凭证已过期", "The credential has expired.")]
    Expired,

    [Says("该医保码已使用，请重新出示", "Another institution or another message has used the token.")]
    Used,

    [Says("该医保码不可用于本次业务", "The token was issued for another step.")]
    OtherStep,

    [Says("凭证不属于该人员", "The credential is not this person's.")]
    OtherPerson,

    [Says("该凭证已属于另一人员", "The credential belongs to another person.")]
    BelongsToAnother,

    [Says("该凭证未被挂失或停用", "The credential is not blocked.")]
    NotBlocked,
#pragma warning restore CS1591
}

/// <summary>A credential by which a person is known: identity number, card or e-credential token. It stands under a
/// keyed hash; the number itself is nowhere in the journal.</summary>
public interface ICredential
{
    /// <summary>Binds it, or binds it anew to the same person. One that has expired may go to another person.</summary>
    /// <returns>Refuses with <see cref="CredentialRefusal.BelongsToAnother"/>.</returns>
    Task<Answer<Confirmation>> Bind(BindCredential command);

    /// <summary>Makes it a token of the person, or gives one of the same person another end and other steps: what it
    /// was used for it stays used for.</summary>
    /// <returns>Refuses with <see cref="CredentialRefusal.BelongsToAnother"/>, also when it is the person's and
    /// somebody else is to show it than before, or, when another person is to show it, with <see
    /// cref="ViewRefusal.Unknown"/>.</returns>
    Task<Answer<Confirmation>> Issue(IssueToken command);

    /// <summary>The person that it stands for now, and whether it is good for that; nothing is used up. What a message
    /// has used it for it stays good for, also when it has ended since.</summary>
    /// <returns>Refuses with <see cref="CredentialRefusal.Unknown"/>, <see cref="CredentialRefusal.Blocked"/>, <see
    /// cref="CredentialRefusal.Expired"/>, <see cref="CredentialRefusal.Used"/> or <see
    /// cref="CredentialRefusal.OtherStep"/>.</returns>
    Task<Answer<CredentialHolder>> Look(Showing showing);

    /// <summary>Uses a token: by one institution, for each step by one message. The same message uses it once, however
    /// often and however late it comes. What is no token is looked at.</summary>
    /// <returns>Refuses as <see cref="Look"/> does.</returns>
    Task<Answer<CredentialHolder>> Use(Showing showing);

    /// <summary>Blocks it 挂失: it stands for nobody until it is unblocked, also when it is bound anew. Again, it gives
    /// another reason.</summary>
    /// <returns>Refuses with <see cref="CredentialRefusal.Unknown"/> or <see
    /// cref="CredentialRefusal.OtherPerson"/>.</returns>
    Task<Answer<Confirmation>> Block(BlockCredential command);

    /// <summary>Ends the block 解挂.</summary>
    /// <returns>Refuses as <see cref="Block"/> does, or with <see cref="CredentialRefusal.NotBlocked"/>.</returns>
    Task<Answer<Confirmation>> Unblock(UnblockCredential command);

    /// <summary>What it is, whether in force or not.</summary>
    /// <returns>Refuses with <see cref="CredentialRefusal.Unknown"/>.</returns>
    Task<Answer<CredentialView>> View();
}
