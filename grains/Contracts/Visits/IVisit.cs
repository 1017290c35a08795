namespace Gongji.Visits;

/// <summary>Registration of a visit (2201).</summary>
/// <param name="Number">ipt_otp_no of the institution.</param>
/// <param name="Details">Doctor, department and the like as the institution sent them, a JSON object; kept for
/// auditors, read by nobody here.</param>
[GenerateSerializer, Immutable, Alias("gongji.register_visit")]
public sealed record RegisterVisit(
    Operation Operation,
    PersonNo Person,
    InstitutionCode Institution,
    CareKind Care,
    DateTimeOffset Began,
    string Number,
    string Details);

/// <summary>Medical category and diagnoses of a visit (2203).</summary>
/// <param name="Diagnoses">As the institution sent them, a JSON object; kept for auditors.</param>
[GenerateSerializer, Immutable, Alias("gongji.record_diagnoses")]
public sealed record RecordDiagnoses(
    Operation Operation,
    PersonNo Person,
    InstitutionCode Institution,
    CareKind Care,
    DateTimeOffset Began,
    string Diagnoses);

/// <summary>Fee lines of a charge batch (2204). The area whose catalogue splits them is the institution's.</summary>
[GenerateSerializer, Immutable, Alias("gongji.upload_fees")]
public sealed record UploadFees(
    Operation Operation, PersonNo Person, InstitutionCode Institution, BatchNo Batch, FeeItem[] Items);

/// <summary>Takes back the lines of a charge batch that is not settled (2205); all such batches when null.</summary>
[GenerateSerializer, Immutable, Alias("gongji.cancel_fees")]
public sealed record CancelFees(Operation Operation, PersonNo Person, InstitutionCode Institution, BatchNo? Batch);

/// <summary>Cancels a registration that nothing is settled for (2202).</summary>
[GenerateSerializer, Immutable, Alias("gongji.cancel_visit")]
public sealed record CancelVisit(Operation Operation, PersonNo Person, InstitutionCode Institution);

/// <summary>A whole purchase in a pharmacy: registration, lines and seal in one (2101, 2102).</summary>
[GenerateSerializer, Immutable, Alias("gongji.open_purchase")]
public sealed record OpenPurchase(RegisterVisit Register, BatchNo Batch, FeeItem[] Items);

/// <summary>The answer to a registration.</summary>
/// <param name="Number">ipt_otp_no, as it was registered.</param>
[GenerateSerializer, Immutable, Alias("gongji.registered_visit")]
public sealed record RegisteredVisit(VisitId Visit, PersonNo Person, string Number);

/// <summary>The lines of an upload, split by the catalogue.</summary>
[GenerateSerializer, Immutable, Alias("gongji.uploaded_fees")]
public sealed record UploadedFees(FeeLine[] Lines);

/// <summary>A purchase's bill and how its lines were split.</summary>
[GenerateSerializer, Immutable, Alias("gongji.purchase")]
public sealed record Purchase(Bill Bill, FeeLine[] Lines);

/// <summary>What a visit holds.</summary>
/// <param name="Number">ipt_otp_no of the institution.</param>
[GenerateSerializer, Immutable, Alias("gongji.visit_view")]
public sealed record VisitView(
    VisitId Visit,
    PersonNo Person,
    InstitutionCode Institution,
    CareKind Care,
    DateTimeOffset Began,
    bool Cancelled,
    BatchView[] Batches,
    string Number);

/// <summary>A charge batch as it is now.</summary>
/// <param name="Sealed">Whether a bill was made of it, so that its lines can't change.</param>
[GenerateSerializer, Immutable, Alias("gongji.batch_view")]
public sealed record BatchView(BatchNo Batch, bool Sealed, FeeLine[] Lines);

/// <summary>Why a visit or its lines are not taken or not changed.</summary>
[RefusalsOf("visit")]
public enum VisitRefusal
{
#pragma warning disable CS1591 // Each says itself.
    [Says("就诊记录不存在", "There is no such visit.")]
    Unknown,

    [Says("定点医药机构未登记", "The institution is not registered.")]
    InstitutionUnknown,

    [Says("就诊日期该机构尚未登记", "The institution was not registered yet on the day of the visit.")]
    InstitutionNotThen,

    [Says("该类机构不提供此类医疗服务", "An institution of this kind does not give such care.")]
    CareNotOfInstitution,

    [Says("人员未参保登记", "The person is not enrolled.")]
    PersonUnknown,

    [Says("就诊ID已被使用", "The visit is registered already.")]
    RegisteredAlready,

    [Says("就诊登记已撤销", "The registration was cancelled.")]
    Cancelled,

    [Says("就诊记录不属于该人员", "The visit is another person's.")]
    OtherPerson,

    [Says("就诊记录不属于该机构", "The visit is another institution's.")]
    OtherInstitution,

    [Says("未查询到该机构所在地的医保目录", "No policy pack covers the area of the institution.")]
    AreaNotCovered,

    [Says("费用明细为空", "There is no fee line.")]
    NoLines,

    [Says("费用明细流水号重复", "The number of a fee line is used twice in this visit.")]
    LineNumberUsedTwice,

    [Says("明细金额与数量、单价不符", "The total of a line is not its price times its quantity.")]
    LineDoesNotAddUp,

    [Says("费用明细过多", "The visit has more fee lines than can be kept.")]
    TooManyLines,

    [Says("费用总额过大", "The fee lines of the visit add up to more than an amount can be.")]
    TotalTooLarge,

    [Says("该收费批次没有费用明细", "The charge batch has no fee line.")]
    BatchUnknown,

    [Says("费用明细已按原就诊日期上传，请先撤销", "Fee lines were split by the catalogue of another day; cancel them first.")]
    LinesOfAnotherDay,

    [Says("存在未撤销的结算，不能撤销", "A settlement stands; cancel it first.")]
    SettlementStands,

    [Says("就诊日期晚于今天", "The visit is dated after today.")]
    InTheFuture,
#pragma warning restore CS1591
}

/// <summary>A visit 就诊: registration, diagnoses, fee lines; it seals a batch of lines into a bill.</summary>
public interface IVisit
{
    /// <summary>Registers the visit 挂号 (2201), for a person who is enrolled at an institution that is
    /// registered.</summary>
    /// <returns>Refuses with <see cref="VisitRefusal"/>.</returns>
    Task<Answer<RegisteredVisit>> Register(RegisterVisit command);

    /// <summary>Records category, begin and diagnoses (2203); a later recording takes the place of an earlier
    /// one. When it changes category or begin, bills that are not settled are given up.</summary>
    /// <returns>Refuses with <see cref="VisitRefusal"/>.</returns>
    Task<Answer<Done>> RecordDiagnoses(RecordDiagnoses command);

    /// <summary>Adds lines to a charge batch and splits them by the catalogue of the day on which the visit began
    /// (2204). A bill of the batch that is not settled is given up.</summary>
    /// <returns>Refuses with <see cref="VisitRefusal"/>.</returns>
    Task<Answer<UploadedFees>> UploadFees(UploadFees command);

    /// <summary>Takes back the lines of one batch, or of all that are not settled (2205).</summary>
    /// <returns>Refuses with <see cref="VisitRefusal"/>.</returns>
    Task<Answer<Done>> CancelFees(CancelFees command);

    /// <summary>Cancels the registration (2202): its bills are void from then on.</summary>
    /// <returns>The first cancellation, also to another operation that cancels again. Refuses with <see
    /// cref="VisitRefusal"/>.</returns>
    Task<Answer<Confirmation>> Cancel(CancelVisit command);

    /// <summary>The bill that sealing would give now; nothing is recorded (2206).</summary>
    Task<Answer<Bill>> DraftBill(PersonNo person, InstitutionCode institution, BatchNo batch);

    /// <summary>Seals a batch, so that what is settled is what was sealed. Sealing again gives the same bill until its
    /// lines change, which they may while no settlement stands on them (2207).</summary>
    Task<Answer<Bill>> Seal(PersonNo person, InstitutionCode institution, BatchNo batch);

    /// <summary>Opens, fills and seals a pharmacy purchase in one step (2102).</summary>
    Task<Answer<Purchase>> OpenPurchase(OpenPurchase command);

    /// <summary>What <see cref="OpenPurchase"/> would give; nothing is recorded (2101).</summary>
    Task<Answer<Purchase>> DraftPurchase(OpenPurchase command);

    /// <summary>Registration and batches as they are now.</summary>
    /// <returns>Refuses with <see cref="VisitRefusal.Unknown"/>.</returns>
    Task<Answer<VisitView>> View();
}
