using Gongji.Ledger.Books;
using Gongji.Ledger.People.Funder;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;

namespace Gongji.Proof.Proving;

/// <summary>Postings sum to zero, and they say what the event says.</summary>
static class PostingRules
{
    public static void Judge(GrainKey grain, Recorded recorded, IPosted posted, Books books)
    {
        var sum = Int128.Zero;
        var rest = new Rest(posted.Postings.Length);
        foreach (var posting in posted.Postings)
        {
            sum += posting.Signed;
            rest.Add(posting.Account, posting.Signed);
        }
        if (sum != 0)
        {
            books.Find(ProofCheck.PostingsDoNotBalance, grain, recorded.Sequence, $"debits less credits are {sum} fen");
        }
        TakeExpected(PersonNo.Of(grain.Id), posted, rest);
        if (!rest.IsNothing)
        {
            books.Find(
                ProofCheck.PostingsDoNotSayTheEvent, grain, recorded.Sequence, "postings and event tell two stories");
        }
    }

    /// <summary>Takes the postings that an event has to have from those that it has.</summary>
    static void TakeExpected(PersonNo person, IPosted posted, Rest rest)
    {
        switch (posted)
        {
            case Credited e:
                TakeSource(e, e.Amount.Fen, rest);
                rest.Add(Accounts.Owed(person), e.Owed.Fen);
                rest.Add(Accounts.Lot(person, Purse.Own, e.Year), (Int128)e.Amount.Fen - e.Owed.Fen);
                break;
            case CreditTakenBack e:
                TakeSource(e, -(SumOf(e.Parts) + e.Owed.Fen), rest);
                rest.Add(Accounts.Owed(person), -(Int128)e.Owed.Fen);
                TakeLots(person, e.Parts, 1, rest);
                break;
            case Settled e:
                TakeSettlement(person, e, rest);
                break;
            case Reversed e:
                TakeReversal(person, e, rest);
                break;
            case HoldCaptured e:
                TakeLots(person, e.Parts, 1, rest);
                rest.Add(Accounts.AidInTransit(e.Network), SumOf(e.Parts));
                break;
            case HoldReturned e:
                TakeLots(person, e.Parts, -1, rest);
                rest.Add(Accounts.AidInTransit(e.Network), -SumOf(e.Parts));
                break;
        }
    }

    /// <summary>A credit doesn't say its area; whichever the posting names, the amount must be the event's.</summary>
    static void TakeSource(IPosted credit, Int128 fen, Rest rest)
    {
        var source = Array.Find(
            credit.Postings, static posting => IsOf("contributions/", posting) || IsOf("fund/", posting));
        if (source is not null)
        {
            rest.Add(source.Account, -fen);
        }
    }

    static void TakeSettlement(PersonNo person, Settled e, Rest rest)
    {
        foreach (var layer in e.Layers)
        {
            rest.Add(Accounts.Fund(e.Insurance.Area, layer.Fund), -(Int128)layer.Pays.Fen);
        }
        TakeLots(person, e.Own, 1, rest);
        foreach (var aid in e.Aid)
        {
            rest.Add(Accounts.AidInTransit(aid.Network), -(Int128)aid.Amount.Fen);
        }
        rest.Add(Accounts.Cash(e.Bill.Institution.Code), -(Int128)e.Cash.Fen);
        rest.Add(Accounts.Receivable(e.Bill.Institution.Code), e.Bill.Amounts.Total.Fen);
    }

    static void TakeReversal(PersonNo person, Reversed e, Rest rest)
    {
        TakeLots(person, e.Own, -1, rest);
        foreach (var aid in e.Aid)
        {
            rest.Add(Accounts.AidInTransit(aid.Network), aid.Amount.Fen);
        }
        // Pool, cash and bill are the settlement's, against which the reversal is judged whole.
        foreach (var posting in e.Postings)
        {
            if (!IsOf("person/", posting) && !IsOf("aid/", posting))
            {
                rest.Add(posting.Account, -(Int128)posting.Signed);
            }
        }
    }

    /// <param name="sign">1 where the person pays, -1 where the person gets back.</param>
    static void TakeLots(PersonNo person, LotPart[] parts, int sign, Rest rest)
    {
        foreach (var part in parts)
        {
            rest.Add(Accounts.Lot(person, part.Purse, part.Year), -sign * (Int128)part.Amount.Fen);
        }
    }

    static Int128 SumOf(LotPart[] parts) => Books.Fen(parts, static part => part.Amount);

    static bool IsOf(string prefix, Posting posting) => posting.Account.StartsWith(prefix, StringComparison.Ordinal);

    /// <summary>Debits less credits of each of a few accounts.</summary>
    readonly struct Rest(int accounts)
    {
        readonly List<(string Account, Int128 Fen)> _sums = new(accounts);

        public bool IsNothing => _sums.TrueForAll(static sum => sum.Fen == 0);

        public void Add(string account, Int128 fen)
        {
            for (var i = 0; i < _sums.Count; i++)
            {
                if (_sums[i].Account == account)
                {
                    _sums[i] = (account, _sums[i].Fen + fen);
                    return;
                }
            }
            _sums.Add((account, fen));
        }
    }
}
