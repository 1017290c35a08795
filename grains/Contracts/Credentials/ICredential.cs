namespace Gongji.Credentials;

/// <summary>Binds a credential to a person.</summary>
/// <param name="Until">The moment at which a short-lived credential (an ecToken) ends; null when it has no end.</param>
[GenerateSerializer, Immutable, Alias("gongji.bind_credential")]
public sealed record BindCredential(Operation Operation, PersonNo Person, DateTimeOffset? Until = null);

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
[GenerateSerializer, Immutable, Alias("gongji.credential_holder")]
public sealed record CredentialHolder(PersonNo Person);

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

    /// <summary>The person that it stands for now.</summary>
    /// <returns>Refuses with <see cref="CredentialRefusal.Unknown"/>, <see cref="CredentialRefusal.Blocked"/> or <see
    /// cref="CredentialRefusal.Expired"/>.</returns>
    Task<Answer<CredentialHolder>> Holder();

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
