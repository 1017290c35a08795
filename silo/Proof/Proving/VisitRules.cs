using Gongji.Ledger.Books;
using Gongji.Ledger.Visits;

namespace Gongji.Proof.Proving;

/// <summary>What has to hold in a visit's journal: lines and bills add up.</summary>
sealed class VisitRules(GrainKey grain, VisitState state, Books books) : IGrainRules
{
    public void Judge(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case FeesUploaded e:
                CheckLines(e.Lines, recorded.Sequence);
                break;
            case Purchased e:
                CheckLines(e.Lines, recorded.Sequence);
                CheckBill(e.Bill, recorded.Sequence);
                break;
            case BatchSealed e:
                CheckBill(e.Bill, recorded.Sequence);
                break;
        }
    }

    public void End(long sequence)
    {
    }

    void CheckLines(FeeLine[] lines, long sequence)
    {
        foreach (var (item, split) in lines)
        {
            var parts = split.OwnExpense.Fen + split.OverLimit.Fen + split.FirstSelfPay.Fen + split.InScope.Fen;
            if (parts != item.Total.Fen)
            {
                var what = $"line {item.Number}: {parts} of {item.Total.Fen} fen";
                books.Find(ProofCheck.BillDoesNotAddUp, grain, sequence, what);
            }
        }
    }

    void CheckBill(Bill bill, long sequence)
    {
        if (!bill.AddsUp || bill.Amounts != BillAmounts.Of(state.BatchOf(bill.Batch).Lines))
        {
            books.Find(ProofCheck.BillDoesNotAddUp, grain, sequence, $"bill and lines of batch {bill.Batch} differ");
        }
    }
}
