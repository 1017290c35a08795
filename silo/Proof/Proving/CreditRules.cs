using Gongji.Ledger.Books;
using Gongji.Ledger.People.OwnAccount;

namespace Gongji.Proof.Proving;

/// <summary>What has to hold between the credits of an account and what of them is taken back.</summary>
sealed class CreditRules(GrainKey grain, Account account, Books books)
{
    readonly Dictionary<string, Credited> _standing = [];
    Money _owed;

    public void Judge(Credited e, Recorded recorded)
    {
        if (recorded.Operation is { } operation)
        {
            _standing[operation.Id.Value] = e;
        }
        var should = Money.Min(e.Amount, _owed);
        Check(e.Owed == should, recorded, $"{e.Owed} pays what is owed, should be {should}");
        _owed = _owed.LessOrZero(e.Owed);
    }

    public void Judge(CreditTakenBack e, Recorded recorded)
    {
        var amount = Books.Fen(e.Parts, static part => part.Amount) + e.Owed.Fen;
        if (!_standing.Remove(e.Credit.Value, out var credited))
        {
            Check(false, recorded, $"{e.Credit} booked no credit that stands");
        }
        else
        {
            Check(amount <= credited.Amount.Fen, recorded, $"{amount} fen of {credited.Amount} are taken back");
            var same = e.Postings.Any(posting => posting.Account == credited.Origin());
            Check(same, recorded, $"it goes back elsewhere than {e.Credit} came from");
        }
        Check(e.Owed.IsZero || account.Free.IsZero, recorded, $"{e.Owed} is owed, though {account.Free} is free");
        _owed += e.Owed;
    }

    void Check(bool holds, Recorded recorded, string otherwise)
    {
        if (!holds)
        {
            books.Find(ProofCheck.TakenBackDiffers, grain, recorded.Sequence, otherwise);
        }
    }
}
