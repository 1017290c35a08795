using Gongji.Ledger.Books;

namespace Gongji.Ledger.Credentials;

public sealed record CredentialBound(PersonNo Person, DateTimeOffset? Until) : IGrainEvent;

/// <summary>It became a one-time token.</summary>
/// <param name="ShownBy">Who is to show it by a credential view; null when it is the person.</param>
/// <param name="Steps">What alone it may be shown for; null when for everything.</param>
public sealed record TokenIssued(
    PersonNo Person, DateTimeOffset Until, PersonNo? ShownBy, string[]? Steps = null) : IGrainEvent;

/// <summary>The operation that it stands under used the token.</summary>
public sealed record TokenUsed(InstitutionCode Institution, string Step) : IGrainEvent;

public sealed record CredentialBlocked(BlockReason Reason) : IGrainEvent;

public sealed record CredentialUnblocked : IGrainEvent;

/// <summary>Who shows a token, and what it was used for: by one institution, at most once a step.</summary>
public sealed class Token
{
    /// <summary>Null when it is the person.</summary>
    public PersonNo? ShownBy { get; set; }

    /// <summary>Null until it is used.</summary>
    public InstitutionCode? Institution { get; set; }

    /// <summary>What alone it may be shown for; null when for everything.</summary>
    public string[]? OnlyFor { get; set; }

    /// <summary>The operation that used it, by step.</summary>
    public Dictionary<string, string> Steps { get; init; } = [];
}

/// <summary>What a credential's journal says.</summary>
public sealed class CredentialState : IGrainState
{
    public CredentialBound? Bound { get; set; }

    /// <summary>Null when it is no token.</summary>
    public Token? Token { get; set; }

    /// <summary>Null when it is not blocked.</summary>
    public Block? Blocked { get; set; }

    public bool HasOpenWork => false;

    public void Apply(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case CredentialBound e:
                (Bound, Token) = (e, null);
                break;
            case TokenIssued e:
                Token = Token is { } token && Bound?.Person == e.Person ? token : new Token();
                (Token.ShownBy, Token.OnlyFor) = (e.ShownBy, e.Steps);
                Bound = new CredentialBound(e.Person, e.Until);
                break;
            case TokenUsed e:
                Use(e, recorded.Operation?.Id.Value ?? "");
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

    void Use(TokenUsed used, string by)
    {
        if (Token is not { } token
            || (token.Institution ?? used.Institution) != used.Institution
            || !token.Steps.TryAdd(used.Step, by))
        {
            throw new InvalidOperationException($"a token can't be used for {used.Step} twice or by two institutions");
        }
        token.Institution = used.Institution;
    }
}
