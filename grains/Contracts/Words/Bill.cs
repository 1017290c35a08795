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

/// <summary>What a person is asked to settle: the totals of one sealed charge batch of a visit.</summary>
/// <param name="Seal">1 for the first sealing of this batch, higher when it was opened and sealed again.</param>
/// <param name="Digest">Digest of what was bought: person, care, day, institution, and the lines that the totals are
/// made of. Equal bills of two visits have the same.</param>
[GenerateSerializer, Immutable, Alias("gongji.bill")]
public sealed record Bill(
    VisitId Visit,
    BatchNo Batch,
    int Seal,
    PersonNo Person,
    CareKind Care,
    DateOnly ServiceDate,
    InstitutionFacts Institution,
    BillAmounts Amounts,
    string Digest);
