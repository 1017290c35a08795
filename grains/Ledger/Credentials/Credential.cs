using Gongji.Credentials;
using Gongji.Ledger.Books;

namespace Gongji.Ledger.Credentials;

/// <summary>A credential by which a person is known.</summary>
public class Credential(Book<CredentialState> book, IGrains grains) : ICredential
{
    const string Field = "mdtrt_cert_no";

    public Task<Answer<Confirmation>> Bind(BindCredential command) => book.Once(
        command.Operation,
        () => RefusesTo(command.Person) is { } refusal
            ? refusal
            : new Answer<CredentialBound>(new CredentialBound(command.Person, command.Until))).Confirmed();

    public Task<Answer<Confirmation>> Issue(IssueToken command) => book.Once(
        command.Operation,
        async () => command.ShownBy is { } viewer
            ? await grains.Person(viewer).MayShow(command.Person)
            : Done.It,
        _ => (RefusesTo(command.Person) ?? RefusesBearer(command)) is { } refusal
            ? refusal
            : new Answer<TokenIssued>(
                new TokenIssued(command.Person, command.Until, command.ShownBy, command.Steps))).Confirmed();

    public Task<Answer<CredentialHolder>> Look(Showing showing) =>
        Task.FromResult(Refuses(showing) is { } refusal ? refusal : Holder());

    public async Task<Answer<CredentialHolder>> Use(Showing showing)
    {
        if (Refuses(showing) is { } refusal)
        {
            return refusal;
        }
        if (book.State.Token is null)
        {
            return Holder();
        }
        var used = await book.Once(
            showing.Operation, () => new Answer<TokenUsed>(new TokenUsed(showing.Institution, showing.Step)));
        return used.IsRefused ? used.Refusal : Holder();
    }

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

    Answer<CredentialHolder> Holder() =>
        new CredentialHolder(book.State.Bound!.Person, book.State.Token is not null, book.State.Token?.ShownBy);

    /// <summary>Why it is not good for what it is shown for.</summary>
    Refusal? Refuses(Showing showing)
    {
        var token = book.State.Token;
        var by = token?.Steps.GetValueOrDefault(showing.Step);
        var elsewhere = token?.Institution is { } used && used != showing.Institution;
        return book.State switch
        {
            { Bound: null } => Refusal.Of(CredentialRefusal.Unknown, Field, ""),
            { Blocked: { } block } => Refusal.Of(CredentialRefusal.Blocked, Field, CamelCase.Of(block.Reason)),
            _ when by == showing.Operation.Id.Value => null,
            // What it did there an institution may know for ever: a program that lost the answer asks for it by name.
            _ when by is not null && !elsewhere => Refusal.Of(CredentialRefusal.Used, "msgid", by),
            { Bound: var bound } when Expired(bound) => Refusal.Of(CredentialRefusal.Expired, Field, ""),
            _ when elsewhere => Refusal.Of(CredentialRefusal.Used, Field, ""),
            _ when token?.OnlyFor is { } steps && !steps.Contains(showing.Step) =>
                Refusal.Of(CredentialRefusal.OtherStep, Field, string.Join(", ", steps)),
            _ => null,
        };
    }

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

    /// <summary>Why it does not become this person's.</summary>
    Refusal? RefusesTo(PersonNo person) =>
        book.State.Bound is { } bound && bound.Person != person && !Expired(bound)
            ? Refusal.Of(CredentialRefusal.BelongsToAnother, Field, "")
            : null;

    /// <summary>Why it is not shown by this one: a message that has used it is told the same bearer for ever.</summary>
    Refusal? RefusesBearer(IssueToken command) =>
        book.State is { Token: { } token, Bound: { } bound }
            && bound.Person == command.Person
            && token.ShownBy != command.ShownBy
            ? Refusal.Of(CredentialRefusal.BelongsToAnother, Field, "")
            : null;

    /// <summary>Why it is nothing of this person's.</summary>
    Refusal? RefusesOf(PersonNo person) => book.State.Bound switch
    {
        null => Refusal.Of(CredentialRefusal.Unknown, Field, ""),
        var bound when bound.Person != person => Refusal.Of(CredentialRefusal.OtherPerson, Field, ""),
        _ => null,
    };

    /// <summary>By the moment of the next entry: the journal never says that it was used after its end.</summary>
    bool Expired(CredentialBound bound) => bound.Until <= book.At;
}
