using Gongji.People;

namespace Gongji.Journal.Proving;

/// <summary>Postings sum to zero, and they say what the event says.</summary>
static class PostingRules
{
    public static void Judge(GrainKey grain, Recorded recorded, IPosted posted, Books books)
    {
        var sum = posted.Postings.Aggregate(Int128.Zero, static (sum, posting) => sum + Signed(posting));
        if (sum != 0)
        {
            books.Find(ProofCheck.PostingsDoNotBalance, grain, recorded.Sequence, $"debits less credits are {sum} fen");
        }
        if (!SumByAccount(posted.Postings).SetEquals(SumByAccount(Expected(PersonNo.Of(grain.Id), posted))))
        {
            books.Find(
                ProofCheck.PostingsDoNotSayTheEvent, grain, recorded.Sequence, "postings and event tell two stories");
        }
    }

    /// <summary>The postings that an event has to have.</summary>
    static IEnumerable<Posting> Expected(PersonNo person, IPosted posted) => posted switch
    {
        // A credit doesn't say its area; whichever the posting names, the amount must be the event's.
        Credited e =>
        [
            .. e.Postings.Where(static posting => IsOf("contributions/", posting)).Take(1)
                .Select(posting => Posting.Debit(posting.Account, e.Amount)),
            Posting.Credit(Accounts.Lot(person, e.Year), e.Amount),
        ],
        Settled e => OfSettlement(person, e),
        Reversed e =>
        [
            .. e.Own.Select(part => Posting.Credit(Accounts.Lot(person, part.Year), part.Amount)),
            .. e.Aid.Select(static aid => Posting.Credit(Accounts.AidInTransit(aid.Network), aid.Amount)),
            // Pool, cash and bill are the settlement's, against which the reversal is judged whole.
            .. e.Postings.Where(static posting => !IsOf("person/", posting) && !IsOf("aid/", posting)),
        ],
        HoldCaptured e =>
        [
            .. e.Parts.Select(part => Posting.Debit(Accounts.Lot(person, part.Year), part.Amount)),
            .. e.Parts.Select(part => Posting.Credit(Accounts.AidInTransit(e.Network), part.Amount)),
        ],
        HoldReturned e =>
        [
            .. e.Parts.Select(part => Posting.Credit(Accounts.Lot(person, part.Year), part.Amount)),
            .. e.Parts.Select(part => Posting.Debit(Accounts.AidInTransit(e.Network), part.Amount)),
        ],
        _ => [],
    };

    static IEnumerable<Posting> OfSettlement(PersonNo person, Settled e) =>
    [
        Posting.Debit(Accounts.Fund(e.Insurance.Area, e.Fund), e.PoolPay),
        .. e.Own.Select(part => Posting.Debit(Accounts.Lot(person, part.Year), part.Amount)),
        .. e.Aid.Select(static aid => Posting.Debit(Accounts.AidInTransit(aid.Network), aid.Amount)),
        Posting.Debit(Accounts.Cash(e.Bill.Institution.Code), e.Cash),
        Posting.Credit(Accounts.Receivable(e.Bill.Institution.Code), e.Bill.Amounts.Total),
    ];

    static bool IsOf(string prefix, Posting posting) => posting.Account.StartsWith(prefix, StringComparison.Ordinal);

    static HashSet<(string Account, Int128 Fen)> SumByAccount(IEnumerable<Posting> postings) =>
    [
        .. postings.GroupBy(static posting => posting.Account)
            .Select(static same => (same.Key, same.Aggregate(Int128.Zero, static (sum, each) => sum + Signed(each))))
            .Where(static sum => sum.Item2 != 0),
    ];

    static Int128 Signed(Posting posting) => posting.Side == Side.Debit ? posting.Amount.Fen : -posting.Amount.Fen;
}
