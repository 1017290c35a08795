namespace Gongji.Words;

/// <summary>A charge batch and the number of its sealing.</summary>
/// <param name="Seal">This seal and the lower ones of the batch are void.</param>
[GenerateSerializer, Immutable, Alias("gongji.sealed_batch")]
public sealed record SealedBatch(BatchNo Batch, int Seal);

/// <summary>The kind of care that a bill is for.</summary>
public enum CareKind
{
    /// <summary>Ordinary outpatient care (普通门诊, med_type 11, 12 and 13).</summary>
    Outpatient,

    /// <summary>Purchase in a designated pharmacy (定点药店购药, med_type 41).</summary>
    Pharmacy,
}

/// <summary>The totals of a bill. The four parts add up to the total.</summary>
/// <param name="AccountBarred">The part of the total that no account may pay; it is inside the four parts.</param>
/// <param name="SpecialExams">The part of the in-scope amount that is for special examinations; null when none
/// is.</param>
[GenerateSerializer, Immutable, Alias("gongji.bill_amounts")]
public sealed record BillAmounts(
    Money Total,
    Money OwnExpense,
    Money OverLimit,
    Money FirstSelfPay,
    Money InScope,
    Money AccountBarred,
    Money? SpecialExams = null)
{
    static readonly Func<BillAmounts, Money>[] Each =
    [
        static amounts => amounts.Total,
        static amounts => amounts.OwnExpense,
        static amounts => amounts.OverLimit,
        static amounts => amounts.FirstSelfPay,
        static amounts => amounts.InScope,
        static amounts => amounts.AccountBarred,
        static amounts => amounts.SpecialExams ?? Money.Zero,
    ];

    /// <summary>Whether the four parts are the total, and what is inside them is no more.</summary>
    public bool AddUp => OwnExpense.Fen + OverLimit.Fen + FirstSelfPay.Fen + InScope.Fen == Total.Fen
        && AccountBarred <= Total
        && (SpecialExams ?? Money.Zero) <= InScope;

    /// <summary>Whether others together, each amount for itself, are these.</summary>
    public bool AreSumOf(IReadOnlyCollection<BillAmounts> parts) =>
        Array.TrueForAll(Each, amount => parts.Sum(part => amount(part).Fen) == amount(this).Fen);

    /// <summary>The sums of lines.</summary>
    public static BillAmounts Of(IReadOnlyCollection<FeeLine> lines) => new(
        lines.Sum(static l => l.Item.Total),
        lines.Sum(static l => l.Split.OwnExpense),
        lines.Sum(static l => l.Split.OverLimit),
        lines.Sum(static l => l.Split.FirstSelfPay),
        lines.Sum(static l => l.Split.InScope),
        lines.Where(static l => l.Split.AccountBarred).Sum(static l => l.Item.Total),
        lines.Where(static l => l.Split.SpecialExam == true).Sum(static l => l.Split.InScope) is { IsZero: false } exams
            ? exams
            : null);
}

/// <summary>The part of a bill that is of one year and one disease.</summary>
/// <param name="Year">The calendar year of the services.</param>
/// <param name="Disease">The chronic or special disease that the services are for; null for ordinary care.</param>
[GenerateSerializer, Immutable, Alias("gongji.bill_part")]
public sealed record BillPart(int Year, DiseaseCode? Disease, BillAmounts Amounts);

/// <summary>What a person is asked to settle: the totals of one sealed charge batch of a visit, which may be a
/// stay.</summary>
/// <param name="Seal">1 for the first sealing of this batch, higher when it was opened and sealed again.</param>
/// <param name="From">The first day of the services, of a stay that of admission.</param>
/// <param name="To">The last one, of a stay that of discharge; the same when all is of one day.</param>
/// <param name="Digest">Digest of what was bought: person, care, days, institution, and the lines that the totals are
/// made of. Equal bills of two visits have the same.</param>
/// <param name="Parts">The amounts by year and disease, which add up to the bill; null when all is of one year and of
/// no disease.</param>
[GenerateSerializer, Immutable, Alias("gongji.bill")]
public sealed record Bill(
    VisitId Visit,
    BatchNo Batch,
    int Seal,
    PersonNo Person,
    CareKind Care,
    DateOnly From,
    DateOnly To,
    InstitutionFacts Institution,
    BillAmounts Amounts,
    string Digest,
    BillPart[]? Parts = null)
{
    /// <summary>The day whose insurance and rules decide.</summary>
    public DateOnly RulesOf => To;

    /// <summary>The day whose year and month it counts in, for deductibles and caps.</summary>
    public DateOnly CountedOn => To;

    /// <summary>The year that parts the own account into credits of that year and of earlier ones.</summary>
    public int AccountYear => To.Year;

    /// <summary>The parts, also where there is one alone.</summary>
    public IReadOnlyList<BillPart> AllParts() => Parts ?? [new BillPart(To.Year, Disease: null, Amounts)];

    /// <summary>Whether the amounts add up, in each part and all parts together, and the parts are of different years
    /// or diseases and of no year but the bill's.</summary>
    public bool AddsUp =>
        Amounts.AddUp && From <= To && (Parts is null ? From.Year == To.Year : PartsAddUp(Parts));

    bool PartsAddUp(BillPart[] parts) =>
        Array.TrueForAll(parts, part => part.Amounts.AddUp && From.Year <= part.Year && part.Year <= To.Year)
        && parts.DistinctBy(static part => (part.Year, part.Disease)).Count() == parts.Length
        && Amounts.AreSumOf([.. parts.Select(static part => part.Amounts)]);
}
