using Gongji.Ledger.Books;
using Gongji.Ledger.People.Funder;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;
using Gongji.People;

namespace Gongji.Ledger.People;

/// <summary>Makes a person's statement from the journal: every movement of the own account, with the balance after
/// it.</summary>
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
            if (recorded.Event is not IPosted posted)
            {
                continue;
            }
            var moved = posted.Postings.Where(posting => posting.Account.StartsWith(own, StringComparison.Ordinal));
            var came = moved.Where(static posting => posting.Side == Side.Credit).Sum(static posting => posting.Amount);
            var went = moved.Where(static posting => posting.Side == Side.Debit).Sum(static posting => posting.Amount);
            balance = balance + came - went;
            if (recorded.At >= from && recorded.At < to)
            {
                var (what, settlement) = Describe(posted);
                lines.Add(new StatementLine(
                    recorded.Sequence, recorded.At, what, settlement, recorded.Operation?.Id, came, went, balance));
            }
        }
        return lines;
    }

    static (string What, SettlementId? Settlement) Describe(IPosted posted) => posted switch
    {
        Credited => ("credited", null),
        Settled e => ("settled", e.Settlement),
        Reversed e => ("reversed", e.Settlement),
        HoldCaptured e => ("relative_settled", e.Settlement),
        HoldReturned e => ("relative_reversed", e.Settlement),
        _ => throw new InvalidOperationException($"{posted.GetType().Name} has no line in a statement"),
    };
}
