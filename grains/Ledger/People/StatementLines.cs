using Gongji.Ledger.Books;
using Gongji.Ledger.People.Funder;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;
using Gongji.People;

namespace Gongji.Ledger.People;

/// <summary>Makes the lines of a person's statement from the journal: every movement and block of the own account, with
/// the balance after it. Takes the journal from its first event on, or from where the balance is known.</summary>
/// <param name="balance">In the own account, before the first event that it takes.</param>
/// <param name="owed">By then.</param>
public sealed class StatementLines(PersonNo person, Money balance = default, Money owed = default)
{
    readonly string _own = Accounts.Of(person, Purse.Own);
    Money _balance = balance;
    Money _owed = owed;

    /// <summary>Takes the next event.</summary>
    /// <returns>Its line; null for what is nothing of the account's.</returns>
    public StatementLine? Next(Recorded recorded)
    {
        if (Describe(recorded.Event) is not { } line)
        {
            return null;
        }
        Posting[] postings = (recorded.Event as IPosted)?.Postings ?? [];
        var moved = postings.Where(posting => posting.Account.StartsWith(_own, StringComparison.Ordinal));
        var came = moved.Where(static posting => posting.Side == Side.Credit).Sum(static posting => posting.Amount);
        var went = moved.Where(static posting => posting.Side == Side.Debit).Sum(static posting => posting.Amount);
        _balance = _balance + came - went;
        _owed = recorded.Event switch
        {
            CreditTakenBack e => _owed + e.Owed,
            Credited e => _owed - e.Owed,
            _ => _owed,
        };
        return line with
        {
            Sequence = recorded.Sequence,
            At = recorded.At,
            Operation = recorded.Operation?.Id,
            In = came,
            Out = went,
            Balance = _balance,
            Owed = _owed,
        };
    }

    /// <summary>Whether an event has a line.</summary>
    public static bool Has(IGrainEvent @event) => Describe(@event) is not null;

    /// <returns>Null for what is nothing of the account's.</returns>
    static StatementLine? Describe(IGrainEvent @event) => @event switch
    {
        Credited => Line("credited"),
        CreditTakenBack e => Line("credit_taken_back") with { Credit = e.Credit, TakenBackFor = e.Reason },
        Settled e => Line("settled", e.Settlement),
        Reversed e => Line("reversed", e.Settlement),
        HoldCaptured e => Line("relative_settled", e.Settlement),
        HoldReturned e => Line("relative_reversed", e.Settlement),
        AccountBlocked e => Line("account_blocked") with { Reason = e.Reason },
        AccountUnblocked => Line("account_unblocked"),
        IPosted => throw new InvalidOperationException($"{@event.GetType().Name} has no line in a statement"),
        _ => null,
    };

    static StatementLine Line(string what, SettlementId? settlement = null) =>
        new(0, default, what, settlement, null, Money.Zero, Money.Zero, Money.Zero, Money.Zero);
}
