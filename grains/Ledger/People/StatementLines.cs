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
        var balance = Money.Zero;
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
            if (recorded.At >= from && recorded.At < to)
            {
                lines.Add(new StatementLine(
                    recorded.Sequence,
                    recorded.At,
                    line.What,
                    line.Settlement,
                    recorded.Operation?.Id,
                    came,
                    went,
                    balance,
                    line.Reason));
            }
        }
        return lines;
    }

    /// <returns>Null for what is nothing of the account's.</returns>
    static (string What, SettlementId? Settlement, BlockReason? Reason)? Describe(IGrainEvent @event) => @event switch
    {
        Credited => ("credited", null, null),
        Settled e => ("settled", e.Settlement, null),
        Reversed e => ("reversed", e.Settlement, null),
        HoldCaptured e => ("relative_settled", e.Settlement, null),
        HoldReturned e => ("relative_reversed", e.Settlement, null),
        AccountBlocked e => ("account_blocked", null, e.Reason),
        AccountUnblocked => ("account_unblocked", null, null),
        IPosted => throw new InvalidOperationException($"{@event.GetType().Name} has no line in a statement"),
        _ => null,
    };
}
