using Gongji.Ledger.Books;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Policy.Benefits;

namespace Gongji.Ledger.People.Patient;

/// <summary>A message to a network that is not acknowledged yet.</summary>
public sealed record Delivery(
    SettlementId Settlement, int Attempt, NetworkId Network, DeliveryKind Kind, Money Amount);

/// <summary>What a settlement was for.</summary>
/// <param name="Digest">That of its bill.</param>
public sealed record RecentBill(
    string Digest, SettlementId Settlement, VisitId Visit, InstitutionCode Institution, DateOnly Day);

/// <summary>A person as the patient of settlements.</summary>
public sealed class PatientState : IRole
{
    /// <summary>What is used up, by the name of the counter.</summary>
    public Dictionary<string, Money> Used { get; init; } = [];

    /// <summary>By id: where <see cref="Settled"/> stands.</summary>
    public KeyIndex Settlements { get; init; } = new();

    /// <summary>Reversed settlements, by id: where <see cref="Reversed"/> stands.</summary>
    public KeyIndex Reversals { get; init; } = new();

    /// <summary>The settlement that stands for a visit's batch, by <see cref="BatchKey"/>.</summary>
    public KeyIndex LiveBatches { get; init; } = new();

    /// <summary>The highest void seal, by <see cref="BatchKey"/>.</summary>
    public Dictionary<string, int> VoidSeals { get; init; } = [];

    /// <summary>The highest barred attempt of a settlement.</summary>
    public Dictionary<string, int> BarredAttempts { get; init; } = [];

    /// <summary>Operations that were reversed before they arrived.</summary>
    public HashSet<string> BarredOperations { get; init; } = [];

    public List<Delivery> Outbox { get; init; } = [];

    /// <summary>The newest settlements that stand: one for the same lines of the same day tells of them.</summary>
    public List<RecentBill> Recent { get; init; } = [];

    public bool HasOpenWork => Outbox.Count > 0;

    /// <summary>More than one person settles in a day; what comes again comes soon.</summary>
    const int RecentMax = 32;

    public static string BatchKey(VisitId visit, BatchNo batch) => $"{visit}|{batch}";

    /// <summary>What is used up of a counter.</summary>
    public Money UsedOf(CounterKey counter) => counter.Area is null
        ? Used.Where(used => used.Key.EndsWith(counter.InArea, StringComparison.Ordinal)).Sum(static used => used.Value)
        : Used.GetValueOrDefault(counter.ToString());

    public int BarredAttempt(SettlementId settlement) => BarredAttempts.GetValueOrDefault(settlement.Value);

    public bool IsVoid(VisitId visit, BatchNo batch, int seal) =>
        VoidSeals.GetValueOrDefault(BatchKey(visit, batch)) >= seal;

    /// <summary>The newest settlement that stands for the same as a bill, whatever visit and batch it is of.</summary>
    public SettlementId? EqualTo(Bill bill) =>
        Recent.FindLast(recent => recent.Digest == bill.Digest)?.Settlement;

    /// <summary>Where the settlement that an entry made or answered was undone; null while it stands.</summary>
    public long? UndoneAt(IGrainEvent earlier) => earlier switch
    {
        Settled e => Reversals.Find(e.Settlement.Value),
        SettledAlready e => Reversals.Find(e.Settlement.Value),
        _ => null,
    };

    /// <param name="account">Where the own part of a settlement goes from and comes back to.</param>
    /// <returns>False when the event is another role's.</returns>
    public bool Apply(Recorded recorded, Account account)
    {
        switch (recorded.Event)
        {
            case Settled e:
                Apply(e, recorded.Sequence, account);
                return true;
            case Reversed e:
                Apply(e, recorded.Sequence, account);
                return true;
            case SettledAlready or ReversedAlready:
                return true;
            case SettlementBarred e:
                BarredAttempts[e.Settlement.Value] = Math.Max(e.Attempt, BarredAttempt(e.Settlement));
                return true;
            case OperationBarred e:
                BarredOperations.Add(e.Original.Value);
                return true;
            case BillsVoided e:
                foreach (var (batch, seal) in e.Batches)
                {
                    VoidSeals[BatchKey(e.Visit, batch)] = seal;
                }
                return true;
            case Delivered e:
                Outbox.RemoveAll(d => (d.Settlement, d.Network, d.Kind) == (e.Settlement, e.Network, e.Kind));
                return true;
            default:
                return false;
        }
    }

    void Apply(Settled e, long sequence, Account account)
    {
        Settlements.Add(e.Settlement.Value, sequence);
        LiveBatches.Add(BatchKey(e.Bill.Visit, e.Bill.Batch), sequence);
        Recent.Add(new RecentBill(
            e.Bill.Digest, e.Settlement, e.Bill.Visit, e.Bill.Institution.Code, e.Bill.ServiceDate));
        if (Recent.Count > RecentMax)
        {
            Recent.RemoveAt(0);
        }
        foreach (var (counter, amount) in e.Uses)
        {
            Used[counter] = Used.GetValueOrDefault(counter) + amount;
        }
        foreach (var part in e.Own)
        {
            account.Debit(part);
        }
        Outbox.AddRange(e.Aid.Select(aid =>
            new Delivery(e.Settlement, e.Attempt, aid.Network, DeliveryKind.Capture, aid.Amount)));
    }

    void Apply(Reversed e, long sequence, Account account)
    {
        Reversals.Add(e.Settlement.Value, sequence);
        LiveBatches.Remove(BatchKey(e.Visit, e.Batch));
        Recent.RemoveAll(recent => recent.Settlement == e.Settlement);
        foreach (var (counter, amount) in e.Uses)
        {
            Used[counter] = Used.GetValueOrDefault(counter) - amount;
        }
        foreach (var part in e.Own)
        {
            account.Credit(part);
        }
        Outbox.AddRange(e.Aid.Select(aid =>
            new Delivery(e.Settlement, e.Attempt, aid.Network, DeliveryKind.Return, aid.Amount)));
    }
}
