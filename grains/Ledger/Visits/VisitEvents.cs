using Gongji.Ledger.Books;

namespace Gongji.Ledger.Visits;

/// <param name="CatalogueArea">The area whose catalogue splits the fee lines: the institution's.</param>
public sealed record Registered(
    VisitId Visit,
    PersonNo Person,
    InstitutionCode Institution,
    AreaCode CatalogueArea,
    CareKind Care,
    DateTimeOffset Began,
    string Number,
    string Details) : IGrainEvent;

public sealed record DiagnosesRecorded(CareKind Care, DateTimeOffset Began, string Diagnoses) : IGrainEvent;

public sealed record FeesUploaded(BatchNo Batch, FeeLine[] Lines) : IGrainEvent;

/// <param name="Batches">The batches whose lines are gone.</param>
public sealed record FeesCancelled(BatchNo[] Batches) : IGrainEvent;

public sealed record BatchSealed(Bill Bill) : IGrainEvent;

/// <summary>The batch takes lines again: the person gave up its bill, which nobody had settled.</summary>
/// <param name="Seal">The seal that is void, and with it the lower ones.</param>
public sealed record BatchOpened(BatchNo Batch, int Seal) : IGrainEvent;

/// <summary>A whole purchase in a pharmacy.</summary>
public sealed record Purchased(Registered Registered, FeeLine[] Lines, Bill Bill) : IGrainEvent;

public sealed record VisitCancelled : IGrainEvent;

/// <summary>The lines of one charge batch, and its bill once it is sealed.</summary>
public sealed class ChargeBatch
{
    /// <summary>More often than a batch is begun anew; that it may be is no reason for a visit to grow.</summary>
    public const int EmptiedMax = 16;

    public required BatchNo Batch { get; init; }

    public List<FeeLine> Lines { get; init; } = [];

    /// <summary>The bill that was handed out; null while lines may change.</summary>
    public Bill? Bill { get; set; }

    /// <summary>The seal of the last bill that was handed out; 0 when there was none.</summary>
    public int Seal { get; set; }

    /// <summary>Where its lines were taken back, the last times: of lines from before all of these, the first of them
    /// is told.</summary>
    public List<long> EmptiedAt { get; init; } = [];
}

/// <summary>What a visit's journal says.</summary>
public sealed class VisitState : IGrainState
{
    public Registered? Registered { get; set; }

    public CareKind Care { get; set; }

    public DateTimeOffset Began { get; set; }

    /// <summary>Where the registration was cancelled first; null when it was not.</summary>
    public long? CancelledAt { get; set; }

    public bool Cancelled => CancelledAt is not null;

    public Dictionary<string, ChargeBatch> Batches { get; init; } = [];

    public bool HasOpenWork => false;

    public IEnumerable<FeeLine> Lines => Batches.Values.SelectMany(static batch => batch.Lines);

    /// <summary>A cancelled registration undoes all that the visit was told; lines are taken back by their batch,
    /// too.</summary>
    public long? UndoneAt(Recorded earlier) => earlier.Event switch
    {
        FeesUploaded e => Batches[e.Batch.Value].EmptiedAt
            .Where(sequence => sequence > earlier.Sequence).Cast<long?>().FirstOrDefault() ?? CancelledAt,
        Registered _ or Purchased or DiagnosesRecorded => CancelledAt,
        _ => null,
    };

    public ChargeBatch BatchOf(BatchNo batch)
    {
        if (!Batches.TryGetValue(batch.Value, out var found))
        {
            Batches[batch.Value] = found = new ChargeBatch { Batch = batch };
        }
        return found;
    }

    public void Apply(Recorded recorded)
    {
        switch (recorded.Event)
        {
            case Registered e:
                (Registered, Care, Began) = (e, e.Care, e.Began);
                break;
            case DiagnosesRecorded e:
                (Care, Began) = (e.Care, e.Began);
                break;
            case FeesUploaded e:
                BatchOf(e.Batch).Lines.AddRange(e.Lines);
                break;
            case FeesCancelled e:
                foreach (var batch in e.Batches)
                {
                    Empty(BatchOf(batch), recorded.Sequence);
                }
                break;
            case BatchSealed e:
                Seal(e.Bill);
                break;
            case BatchOpened e:
                BatchOf(e.Batch).Bill = null;
                break;
            case Purchased e:
                (Registered, Care, Began) = (e.Registered, e.Registered.Care, e.Registered.Began);
                BatchOf(e.Bill.Batch).Lines.AddRange(e.Lines);
                Seal(e.Bill);
                break;
            case VisitCancelled:
                CancelledAt ??= recorded.Sequence;
                break;
            default:
                throw new InvalidOperationException($"a visit's journal can't hold {recorded.Event.GetType().Name}");
        }
    }

    static void Empty(ChargeBatch batch, long sequence)
    {
        if (batch.Lines.Count > 0)
        {
            batch.EmptiedAt.Add(sequence);
            batch.EmptiedAt.RemoveRange(0, Math.Max(0, batch.EmptiedAt.Count - ChargeBatch.EmptiedMax));
        }
        batch.Lines.Clear();
        batch.Bill = null;
    }

    void Seal(Bill bill)
    {
        BatchOf(bill.Batch).Bill = bill;
        BatchOf(bill.Batch).Seal = bill.Seal;
    }
}
