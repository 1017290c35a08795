using Gongji.Ledger.Books;

namespace Gongji.Ledger.People;

public sealed partial class PersonState
{
    void ApplySettling(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case Settled e:
                Apply(e, recorded.Sequence);
                break;
            case Reversed e:
                Apply(e, recorded.Sequence);
                break;
            case SettledAlready:
                break;
            case SettlementBarred e:
                BarredAttempts[e.Settlement.Value] = Math.Max(e.Attempt, BarredAttempt(e.Settlement));
                break;
            case OperationBarred e:
                BarredOperations.Add(e.Original.Value);
                break;
            case BillsVoided e:
                foreach (var (batch, seal) in e.Batches)
                {
                    VoidSeals[BatchKey(e.Visit, batch)] = seal;
                }
                break;
            case Delivered e:
                Outbox.RemoveAll(d => (d.Settlement, d.Network, d.Kind) == (e.Settlement, e.Network, e.Kind));
                break;
            default:
                ApplyFunding(recorded);
                break;
        }
    }

    void Apply(Settled e, long sequence)
    {
        Settlements.Add(e.Settlement.Value, sequence);
        LiveBatches.Add(BatchKey(e.Bill.Visit, e.Bill.Batch), sequence);
        foreach (var (counter, amount) in e.Uses)
        {
            Counters[counter] = Counter(counter) + amount;
        }
        foreach (var part in e.Own)
        {
            Account.Debit(part);
        }
        Outbox.AddRange(e.Aid.Select(aid =>
            new Delivery(e.Settlement, e.Attempt, aid.Network, DeliveryKind.Capture, aid.Amount)));
    }

    void Apply(Reversed e, long sequence)
    {
        Reversals.Add(e.Settlement.Value, sequence);
        LiveBatches.Remove(BatchKey(e.Visit, e.Batch));
        foreach (var (counter, amount) in e.Uses)
        {
            Counters[counter] = Counter(counter) - amount;
        }
        foreach (var part in e.Own)
        {
            Account.Credit(part);
        }
        Outbox.AddRange(e.Aid.Select(aid =>
            new Delivery(e.Settlement, e.Attempt, aid.Network, DeliveryKind.Return, aid.Amount)));
    }
}
