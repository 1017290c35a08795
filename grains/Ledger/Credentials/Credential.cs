using Gongji.Credentials;
using Gongji.Ledger.Books;

namespace Gongji.Ledger.Credentials;

public sealed record CredentialBound(PersonNo Person, DateTimeOffset? Until) : IGrainEvent;

public sealed record CredentialBlocked(BlockReason Reason) : IGrainEvent;

public sealed record CredentialUnblocked : IGrainEvent;

/// <summary>What a credential's journal says.</summary>
public sealed class CredentialState : IGrainState
{
    public CredentialBound? Bound { get; set; }

    /// <summary>Null when it is not blocked.</summary>
    public Block? Blocked { get; set; }

    public bool HasOpenWork => false;

    public void Apply(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case CredentialBound e:
                Bound = e;
                break;
            case CredentialBlocked e:
                Blocked = new Block(e.Reason, Blocked?.Since ?? recorded.At);
                break;
            case CredentialUnblocked:
                Blocked = null;
                break;
            case var other:
                throw new InvalidOperationException($"a credential's journal can't hold {other.GetType().Name}");
        }
    }
}

/// <summary>A credential by which a person is known.</summary>
public class Credential(Book<CredentialState> book) : ICredential
{
    const string Field = "mdtrt_cert_no";

    public Task<Answer<Confirmation>> Bind(BindCredential command) =>
        book.Once(command.Operation, () => Decide(command)).Confirmed();

    public Task<Answer<CredentialHolder>> Holder() => Task.FromResult<Answer<CredentialHolder>>(book.State switch
    {
        { Bound: null } => Refusal.Of(CredentialRefusal.Unknown, Field, ""),
        { Blocked: { } block } => Refusal.Of(CredentialRefusal.Blocked, Field, block.Reason.ToString()),
        { Bound: var bound } when Expired(bound) => Refusal.Of(CredentialRefusal.Expired, Field, ""),
        { Bound: var bound } => new CredentialHolder(bound.Person),
    });

    public Task<Answer<Confirmation>> Block(BlockCredential command) => book.Once(
        command.Operation,
        () => RefusesOf(command.Person) is { } refusal
            ? refusal
            : new Answer<CredentialBlocked>(new CredentialBlocked(command.Reason))).Confirmed();

    public Task<Answer<Confirmation>> Unblock(UnblockCredential command) =>
        book.Once(command.Operation, () => Decide(command)).Confirmed();

    public Task<Answer<CredentialView>> View() => Task.FromResult<Answer<CredentialView>>(
        book.State.Bound is { } bound
            ? new CredentialView(bound.Person, bound.Until, Expired(bound), book.State.Blocked)
            : Refusal.Of(CredentialRefusal.Unknown, Field, ""));

    Answer<CredentialBound> Decide(BindCredential command) =>
        book.State.Bound is { } bound && bound.Person != command.Person && !Expired(bound)
            ? Refusal.Of(CredentialRefusal.BelongsToAnother, Field, "")
            : new CredentialBound(command.Person, command.Until);

    Answer<CredentialUnblocked> Decide(UnblockCredential command)
    {
        if (RefusesOf(command.Person) is { } refusal)
        {
            return refusal;
        }
        return book.State.Blocked is null
            ? Refusal.Of(CredentialRefusal.NotBlocked, Field, "")
            : new CredentialUnblocked();
    }

    /// <summary>Why it is nothing of this person's.</summary>
    Refusal? RefusesOf(PersonNo person) => book.State.Bound switch
    {
        null => Refusal.Of(CredentialRefusal.Unknown, Field, ""),
        var bound when bound.Person != person => Refusal.Of(CredentialRefusal.OtherPerson, Field, ""),
        _ => null,
    };

    bool Expired(CredentialBound bound) => bound.Until <= book.Now;
}
