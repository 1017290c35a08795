namespace Gongji.Credentials;

/// <summary>Binds a credential to a person.</summary>
/// <param name="Until">The moment at which a short-lived credential (an ecToken) ends; null when it has no end.</param>
[GenerateSerializer, Immutable, Alias("gongji.bind_credential")]
public sealed record BindCredential(Operation Operation, PersonNo Person, DateTimeOffset? Until = null);

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

    [Says("凭证已过期", "The credential has expired.")]
    Expired,

    [Says("凭证不属于该人员", "The credential is not this person's.")]
    OtherPerson,

    [Says("该凭证已属于另一人员", "The credential belongs to another person.")]
    BelongsToAnother,
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
    /// <returns>Refuses with <see cref="CredentialRefusal.Unknown"/> or <see
    /// cref="CredentialRefusal.Expired"/>.</returns>
    Task<Answer<CredentialHolder>> Holder();
}
