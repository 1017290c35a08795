using Gongji.Credentials;
using Gongji.Ledger.Books;

namespace Gongji.Ledger.Credentials;

public sealed record CredentialBound(PersonNo Person, DateTimeOffset? Until) : IGrainEvent;

/// <summary>What a credential's journal says.</summary>
public sealed class CredentialState : IGrainState
{
    public CredentialBound? Bound { get; set; }

    public bool HasOpenWork => false;

    public void Apply(Recorded recorded) => Bound = recorded.Event as CredentialBound
        ?? throw new InvalidOperationException($"a credential's journal can't hold {recorded.Event.GetType().Name}");
}

/// <summary>A credential by which a person is known.</summary>
public class Credential(Book<CredentialState> book) : ICredential
{
    public Task<Answer<Confirmation>> Bind(BindCredential command) =>
        book.Once(command.Operation, () => Decide(command)).Confirmed();

    public Task<Answer<CredentialHolder>> Holder() =>
        Task.FromResult<Answer<CredentialHolder>>(book.State.Bound switch
        {
            null => Refusal.Of(CredentialRefusal.Unknown, "mdtrt_cert_no", ""),
            var bound when Expired(bound) => Refusal.Of(CredentialRefusal.Expired, "mdtrt_cert_no", ""),
            var bound => new CredentialHolder(bound.Person),
        });

    Answer<CredentialBound> Decide(BindCredential command) =>
        book.State.Bound is { } bound && bound.Person != command.Person && !Expired(bound)
            ? Refusal.Of(CredentialRefusal.BelongsToAnother, "mdtrt_cert_no", "")
            : new CredentialBound(command.Person, command.Until);

    bool Expired(CredentialBound bound) => bound.Until <= book.Now;
}
