namespace Gongji.Proof.Proving;

/// <summary>What a finding is about.</summary>
public enum ProofCheck
{
    SequenceHasGap,
    HashIsBroken,
    EntryIsUnreadable,
    EntryCannotFollow,
    OperationRecordedTwice,
    PostingsDoNotBalance,
    PostingsDoNotSayTheEvent,
    BillDoesNotAddUp,
    RulesAreOthers,
    DecidedOtherwise,
    BalanceDiffers,
    ReversalDiffers,
    ReturnDiffers,
    TakenBackDiffers,
    CountersDiffer,
    UsageDiffers,
    LimitWasPassed,
    BlockedAccountPays,
    CaptureIsMissing,
    CaptureHasNoSettlement,
    CaptureDiffers,
    ReturnIsMissing,
    ReturnHasNoReversal,
    BindingDiffers,
    LeftOpen,
    ProvenIsMissing,
    CommitIsNotSealed,
    SealIsBroken,
    SealedIsMissing,
    SnapshotDiffers,
    MoneyDiffers,
}

/// <summary>Something in the journal that may not be.</summary>
/// <param name="Grain">Whose entry it is; null when it is about all books together.</param>
/// <param name="Sequence">The entry; 0 when it is about no single one.</param>
public sealed record Finding(ProofCheck Check, GrainKey? Grain, long Sequence, string What)
{
    public override string ToString() => $"{Check} at {Grain?.Value ?? "the books"} entry {Sequence}: {What}";
}

/// <summary>Something that waits for its end and is young enough to.</summary>
/// <param name="Since">When it was opened.</param>
public sealed record OpenItem(GrainKey Grain, long Sequence, DateTimeOffset Since, string What);

/// <summary>What was ever posted to the accounts of one class, in fen.</summary>
public sealed record ClassSum(string Class, Int128 Debit, Int128 Credit);

/// <summary>Who paid what for the patients of one pooling area, settlements less reversals.</summary>
public sealed record AreaPayers(
    AreaCode Area, long Settlements, long Reversals, Int128 Total, Int128 Pool, Int128 Own, Int128 Aid, Int128 Cash)
{
    /// <summary>Both together, under the name of this area.</summary>
    public AreaPayers Add(AreaPayers other) => new(
        Area,
        Settlements + other.Settlements,
        Reversals + other.Reversals,
        Total + other.Total,
        Pool + other.Pool,
        Own + other.Own,
        Aid + other.Aid,
        Cash + other.Cash);
}

/// <summary>What a proof made of settlements.</summary>
/// <param name="Again">How many it decided again, by the rules that the journal keeps.</param>
/// <param name="Not">How many it did not: their rules were not kept, or what they were decided from.</param>
public readonly record struct Decisions(long Again, long Not)
{
    public static Decisions operator +(Decisions one, Decisions other) =>
        new(one.Again + other.Again, one.Not + other.Not);
}

/// <summary>How far a proof has come.</summary>
public sealed record ProofProgress(long Entries, long Grains)
{
    const int TellEvery = 10_000;

    /// <summary>Tells it now and then.</summary>
    internal static void Tell(IProgress<ProofProgress>? progress, long entries, long grains)
    {
        if (entries % TellEvery == 0)
        {
            progress?.Report(new ProofProgress(entries, grains));
        }
    }
}

/// <summary>What proving the books found.</summary>
/// <param name="Findings">The first of them, see <see cref="FindingsMax"/>.</param>
/// <param name="FindingCount">All of them.</param>
/// <param name="Open">What waits for its end; it becomes a finding when it waits for too long.</param>
/// <param name="Newest">The time of the newest entry; null when there is none.</param>
/// <param name="Held">All that own accounts hold, in fen.</param>
/// <param name="SnapshotsCompared">Snapshots that this proof looked at and that replay bears out.</param>
/// <param name="SnapshotsUnused">Snapshots that can't be read, or not by this version; no activation uses them.</param>
/// <param name="Since">The time of the newest entry that an earlier proof had proven, from which this one went on; null
/// when everything was proven from the first entry on.</param>
public sealed record ProofReport(
    long Entries,
    IReadOnlyDictionary<string, long> GrainsByKind,
    DateTimeOffset? Newest,
    IReadOnlyList<ClassSum> Accounts,
    Int128 Held,
    IReadOnlyList<AreaPayers> PayersByArea,
    IReadOnlyList<OpenItem> Open,
    long SnapshotsCompared,
    long SnapshotsUnused,
    IReadOnlyList<Finding> Findings,
    long FindingCount,
    TimeSpan Elapsed,
    DateTimeOffset? Since = null)
{
    /// <summary>Findings that a report lists.</summary>
    public const int FindingsMax = 1_000;

    /// <summary>How many settlements this proof looked at.</summary>
    public Decisions Decisions { get; init; }

    /// <summary>How many commits this proof looked at the seals of.</summary>
    public long SealsChecked { get; init; }

    /// <summary>How many entries this proof has not read though they were there at its end: they were written
    /// meanwhile, or held back because a transaction under way may precede them.</summary>
    public long Newer { get; init; }

    public bool IsClean => FindingCount == 0;

    /// <summary>The same with findings that come first.</summary>
    internal ProofReport With(IReadOnlyCollection<Finding> findings) => this with
    {
        Findings = [.. findings.Concat(Findings).Take(FindingsMax)],
        FindingCount = FindingCount + findings.Count,
    };
}
