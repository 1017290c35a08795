using System.Collections.Immutable;
using Gongji.Institutions;
using Gongji.Visits;

namespace Gongji.Tests.Simulation.Oracle;

/// <summary>A message asks a visit for the bill of a batch, so as to settle it.</summary>
sealed record AskBill(PersonNo Person, InstitutionCode Institution, BatchNo Batch);

/// <summary>The lines of a batch on paper.</summary>
/// <param name="Seal">How often a bill was made of it.</param>
/// <param name="IsSealed">Whether the last of these bills holds.</param>
sealed record BatchPage(ImmutableList<FeeItem> Items, int Seal, bool IsSealed)
{
    public static readonly BatchPage Empty = new([], 0, false);
}

/// <summary>A visit on paper, as of one entry.</summary>
sealed record VisitPage(VisitId Visit)
{
    /// <summary>As it was registered; null before.</summary>
    public RegisterVisit? Registered { get; init; }

    /// <summary>Whose catalogue splits its lines.</summary>
    public AreaCode Area { get; init; }

    public CareKind Care { get; init; }

    public DateTimeOffset Began { get; init; }

    /// <summary>The first that cancelled it.</summary>
    public OperationId? CancelledBy { get; init; }

    public ImmutableSortedDictionary<BatchNo, BatchPage> Batches { get; init; } =
        ImmutableSortedDictionary.Create<BatchNo, BatchPage>(
            Comparer<BatchNo>.Create(static (one, other) => string.CompareOrdinal(one.Value, other.Value)));

    public ImmutableDictionary<OperationId, Deed> Deeds { get; init; } = ImmutableDictionary<OperationId, Deed>.Empty;

    /// <summary>What an upload was answered with, and to which batch it went.</summary>
    public ImmutableDictionary<OperationId, (BatchNo Batch, FeeLine[] Lines)> Uploads { get; init; } =
        ImmutableDictionary<OperationId, (BatchNo, FeeLine[])>.Empty;

    /// <summary>By which operation another one was undone.</summary>
    public ImmutableDictionary<OperationId, OperationId> Undone { get; init; } =
        ImmutableDictionary<OperationId, OperationId>.Empty;

    public bool HasLines => Batches.Values.Any(static batch => batch.Items.Count > 0);

    public BatchPage Of(BatchNo batch) => Batches.GetValueOrDefault(batch, BatchPage.Empty);

    public VisitPage With(BatchNo batch, BatchPage lines) => this with { Batches = Batches.SetItem(batch, lines) };

    public VisitPage Undo(OperationId by, IEnumerable<OperationId> undone) => this with
    {
        Undone = Undone.AddRange(undone
            .Where(operation => !Undone.ContainsKey(operation))
            .Select(operation => KeyValuePair.Create(operation, by))),
    };

    /// <summary>Why somebody has nothing to do with it.</summary>
    public Refusal? RefusesStranger(PersonNo person, InstitutionCode institution) =>
        Registered is not { } registered ? Refusal.Of(VisitRefusal.Unknown, "mdtrt_id", Visit.Value)
        : registered.Person != person ? Refusal.Of(VisitRefusal.OtherPerson, "mdtrt_id", Visit.Value)
        : registered.Institution != institution ? Refusal.Of(VisitRefusal.OtherInstitution, "mdtrt_id", Visit.Value)
        : null;

    /// <summary>Why nothing of it changes any more for anybody.</summary>
    public Refusal? Refuses(PersonNo person, InstitutionCode institution) =>
        RefusesStranger(person, institution)
        ?? (CancelledBy is null ? null : Refusal.Of(VisitRefusal.Cancelled, "mdtrt_id", Visit.Value));
}

/// <summary>An institution on paper, as of one entry.</summary>
sealed record InstitutionPage(InstitutionCode Code)
{
    /// <summary>What it is from which day on, the earliest first.</summary>
    public ImmutableList<(DateOnly From, InstitutionProfile Profile)> Profiles { get; init; } = [];

    public ImmutableDictionary<OperationId, Deed> Deeds { get; init; } = ImmutableDictionary<OperationId, Deed>.Empty;

    public InstitutionProfile? On(DateOnly day) => Profiles.FindLast(profile => profile.From <= day).Profile;

    /// <summary>Why it gives no such care on a day.</summary>
    public Refusal? Refuses(CareKind care, DateOnly day)
    {
        if (On(day) is not { Kind: var kind })
        {
            return Refusal.Of(VisitRefusal.InstitutionNotThen, "begntime", $"{day:O}");
        }
        var isGiven = care is CareKind.Pharmacy == kind is InstitutionKind.Pharmacy;
        return isGiven ? null : Refusal.Of(
            VisitRefusal.CareNotOfInstitution, "med_type", $"{CamelCase.Of(care)} {CamelCase.Of(kind)}");
    }
}
