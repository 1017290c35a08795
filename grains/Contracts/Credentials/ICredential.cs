namespace Gongji.Credentials;

/// <summary>Binds a credential to a person.</summary>
/// <param name="Until">The moment at which a short-lived credential (an ecToken) ends; null when it has no end.</param>
[GenerateSerializer, Immutable, Alias("gongji.bind_credential")]
public sealed record BindCredential(Operation Operation, PersonNo Person, DateTimeOffset? Until = null);

[GenerateSerializer, Immutable, Alias("gongji.credential_holder")]
public sealed record CredentialHolder(PersonNo Person);

[RefusalsOf("credential")]
public enum CredentialRefusal
{
    [Says("未查询到该凭证对应的参保人", "No insured person is known by this credential.")]
    Unknown,

    [Says("凭证已过期", "The credential has expired.")]
    Expired,

    [Says("该凭证已属于另一人员", "The credential belongs to another person.")]
    BelongsToAnother,
}

/// <summary>A credential by which a person is known: identity number, card or e-credential token. It stands under a
/// keyed hash; the number itself is nowhere in the journal.</summary>
public interface ICredential
{
    Task<Answer<Confirmation>> Bind(BindCredential command);

    Task<Answer<CredentialHolder>> Holder();
}
