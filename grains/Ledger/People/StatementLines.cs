using Gongji.Ledger.Books;
using Gongji.Ledger.People.Funder;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;
using Gongji.People;

namespace Gongji.Ledger.People;

/// <summary>Makes a person's statement from the journal: every movement and block of the own account, with the balance
/// after it.</summary>
static class StatementLines
{
    public static async Task<List<StatementLine>> Of(
        PersonNo person, IAsyncEnumerable<Recorded> journal, DateTimeOffset from, DateTimeOffset to)
    {
        var lines = new List<StatementLine>();
        var (balance, owed) = (Money.Zero, Money.Zero);
        var own = $"person/{person}/";
        await foreach (var recorded in journal)
        {
            if (Describe(recorded.Event) is not { } line)
            {
                continue;
            }
            Posting[] postings = (recorded.Event as IPosted)?.Postings ?? [];
            var moved = postings.Where(posting => posting.Account.StartsWith(own, StringComparison.Ordinal));
            var came = moved.Where(static posting => posting.Side == Side.Credit).Sum(static posting => posting.Amount);
            var went = moved.Where(static posting => posting.Side == Side.Debit).Sum(static posting => posting.Amount);
            balance = balance + came - went;
            owed = recorded.Event switch
            {
                CreditTakenBack e => owed + e.Owed,
                Credited e => owed - e.Owed,
                _ => owed,
            };
            if (recorded.At >= from && recorded.At < to)
            {
                lines.Add(line with
                {
                    Sequence = recorded.Sequence,
                    At = recorded.At,
                    Operation = recorded.Operation?.Id,
                    In = came,
                    Out = went,
                    Balance = balance,
                    Owed = owed,
                });
            }
        }
        return lines;
    }

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
