using Gongji.Ledger.Books;
using Gongji.Policy.Benefits;

namespace Gongji.Ledger.People.Patient;

/// <summary>What a settlement was for.</summary>
/// <param name="Digest">That of its bill.</param>
/// <param name="At">When it was settled.</param>
public sealed record RecentBill(
    string Digest,
    SettlementId Settlement,
    VisitId Visit,
    InstitutionCode Institution,
    DateOnly Day,
    DateTimeOffset At);

/// <summary>A person as the patient of settlements.</summary>
public sealed class PatientState : IRole
{
    public Counters Used { get; init; } = new();

    /// <summary>The settlement that stands for a visit's batch, by <see cref="BatchKey"/>.</summary>
    public KeyIndex LiveBatches { get; init; } = new();

    /// <summary>The highest void seal, by <see cref="BatchKey"/>.</summary>
    public Dictionary<string, int> VoidSeals { get; init; } = [];

    /// <summary>The newest settlements that stand: one for the same lines of the same day tells of them. One is
    /// forgotten when another one is booked more than <see cref="RecentFor"/> after it.</summary>
    public List<RecentBill> Recent { get; init; } = [];

    public bool HasOpenWork => false;

    /// <summary>More than one person settles in a day; what comes again comes soon.</summary>
    const int RecentMax = 32;

    /// <inheritdoc cref="RecentMax"/>
    static readonly TimeSpan RecentFor = TimeSpan.FromDays(31);

    public static string BatchKey(VisitId visit, BatchNo batch) => $"{visit}|{batch}";

    public bool IsVoid(VisitId visit, BatchNo batch, int seal) =>
        VoidSeals.GetValueOrDefault(BatchKey(visit, batch)) >= seal;

    /// <summary>The newest settlement that stands for the same as a bill, whatever visit and batch it is of.</summary>
    public SettlementId? EqualTo(Bill bill) =>
        Recent.FindLast(recent => recent.Digest == bill.Digest)?.Settlement;

    /// <returns>False when the event is another role's.</returns>
    public bool Apply(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case Settled e:
                Apply(e, recorded);
                return true;
            case Reversed e:
                Apply(e);
                return true;
            case SettledAlready or ReversedAlready:
                return true;
            case BillsVoided e:
                foreach (var (batch, seal) in e.Batches)
                {
                    VoidSeals[BatchKey(e.Visit, batch)] = seal;
                }
                return true;
            default:
                return false;
        }
    }

    void Apply(Settled e, Recorded recorded)
    {
        LiveBatches.Add(BatchKey(e.Bill.Visit, e.Bill.Batch), recorded.Sequence);
        Recent.RemoveAll(recent => recent.At < recorded.At - RecentFor);
        Recent.Add(new RecentBill(
            e.Bill.Digest, e.Settlement, e.Bill.Visit, e.Bill.Institution.Code, e.Bill.From, recorded.At));
        if (Recent.Count > RecentMax)
        {
            Recent.RemoveAt(0);
        }
        Used.Add(e.Uses);
    }

    void Apply(Reversed e)
    {
        LiveBatches.Remove(BatchKey(e.Visit, e.Batch));
        Recent.RemoveAll(recent => recent.Settlement == e.Settlement);
        Used.TakeBack(e.Uses);
    }
}
