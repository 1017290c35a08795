namespace Gongji.People;

/// <summary>Settles a bill (2207, 2102).</summary>
/// <param name="Settlement">Derived from the operation by whoever asks, so that a retry names the same
/// settlement.</param>
/// <param name="UseAccount">acct_used_flag: whether accounts may pay at all.</param>
/// <param name="WithTrace">Whether the receipt carries the trace.</param>
/// <param name="ShownBy">Who showed the patient's code by a credential view; null when nobody did.</param>
/// <param name="Otherwise">Why it may not be settled by this; what stands for the bill is told all the same. Null when
/// it may.</param>
[GenerateSerializer, Immutable, Alias("gongji.settle")]
public sealed record Settle(
    Operation Operation,
    SettlementId Settlement,
    Bill Bill,
    bool UseAccount,
    bool WithTrace = false,
    PersonNo? ShownBy = null,
    Refusal? Otherwise = null);

/// <summary>Who paid how much of the person's part.</summary>
public enum PaidBy
{
    /// <summary>Own account, credits of earlier years (历年).</summary>
    OwnHistoric,

    /// <summary>Own account, credits of the year of the service (当年).</summary>
    OwnCurrent,

    /// <summary>A relative's account by way of a network (家庭共济).</summary>
    FamilyAid,

    /// <summary>The patient, at the counter (现金).</summary>
    Cash,
}

/// <summary>One payer of a receipt.</summary>
/// <param name="Network">The network drawn on, for family aid.</param>
/// <param name="Funder">Whose account paid, for family aid.</param>
/// <param name="BalanceAfter">The payer's balance after the payment; null for cash.</param>
[GenerateSerializer, Immutable, Alias("gongji.receipt_line")]
public sealed record ReceiptLine(
    PaidBy PaidBy, Money Amount, NetworkId? Network = null, PersonNo? Funder = null, Money? BalanceAfter = null);

/// <summary>The answer to a settlement, the same for as long as it stands.</summary>
/// <param name="At">When it was settled.</param>
/// <param name="Layers">What funds pay, in their order; empty when none does.</param>
/// <param name="BalanceAfter">The patient's own account after it (balc).</param>
/// <param name="Reasons">Why a payer paid nothing or not all of what could be asked of it.</param>
/// <param name="EqualTo">A settlement that stood when this one was made, for the same lines of the same day at the same
/// institution: one of the two may be a mistake.</param>
[GenerateSerializer, Immutable, Alias("gongji.receipt")]
public sealed record Receipt(
    SettlementId Settlement,
    OperationId Operation,
    DateTimeOffset At,
    Bill Bill,
    Insurance Insurance,
    string PolicyVersion,
    Layer[] Layers,
    ReceiptLine[] Lines,
    Money BalanceAfter,
    bool Reversed,
    Reason[] Reasons,
    TraceStep[]? Trace = null,
    SettlementId? EqualTo = null)
{
    /// <summary>What the pooled funds pay, all layers together.</summary>
    public Money PoolPay => Layers.Sum(static layer => layer.Pays);

    /// <summary>What went into deductibles, all layers together.</summary>
    public Money Deductible => Layers.Sum(static layer => layer.Deductible);

    /// <summary>The part that the own account paid.</summary>
    public Money Own => Paid(PaidBy.OwnHistoric) + Paid(PaidBy.OwnCurrent);

    /// <summary>The part that relatives' accounts paid (acct_mulaid_pay).</summary>
    public Money Aid => Paid(PaidBy.FamilyAid);

    /// <summary>The part that is left to the patient (psn_cash_pay).</summary>
    public Money Cash => Paid(PaidBy.Cash);

    /// <summary>What the pooled fund left: own account, aid and cash together.</summary>
    public Money PersonPart => Bill.Amounts.Total - PoolPay;

    Money Paid(PaidBy payer) => Lines.Where(l => l.PaidBy == payer).Sum(static l => l.Amount);
}

/// <summary>Reverses a settlement whole (2208, 2103).</summary>
[GenerateSerializer, Immutable, Alias("gongji.reverse")]
public sealed record Reverse(Operation Operation, SettlementId Settlement, VisitId Visit);

/// <summary>Reverses whatever an operation did (2601). When it never arrived it is barred: it will not be carried out
/// should it still arrive.</summary>
[GenerateSerializer, Immutable, Alias("gongji.reverse_operation")]
public sealed record ReverseOperation(Operation Operation, OperationId Original);

/// <summary>The answer to a reversal.</summary>
/// <param name="Original">The receipt of what was reversed.</param>
/// <param name="BalanceAfter">The patient's own account with the money back in it.</param>
[GenerateSerializer, Immutable, Alias("gongji.reversal_receipt")]
public sealed record ReversalReceipt(OperationId Operation, DateTimeOffset At, Receipt Original, Money BalanceAfter);

/// <summary>A visit with a settlement that stands.</summary>
[GenerateSerializer, Immutable, Alias("gongji.settled_visit")]
public sealed record SettledVisit(VisitId Visit, SettlementId Settlement);

/// <summary>Voids the bills of a visit that are not settled, so that its lines may change.</summary>
[GenerateSerializer, Immutable, Alias("gongji.void_bills")]
public sealed record VoidBills(VisitId Visit, SealedBatch[] Batches);

/// <summary>Why a bill is not settled. <see cref="BenefitRefusal"/> has what the rules of the insured area refuse, <see
/// cref="OperationRefusal"/> what the operation's id does.</summary>
[RefusalsOf("settle")]
public enum SettleRefusal
{
#pragma warning disable CS1591 // Each says itself.
    [Says("人员未参保登记", "The person is not enrolled.")]
    NotEnrolled,

    [Says("账单不属于该人员", "The bill is another person's.")]
    OtherPersonsBill,

    [Says("账单金额为零", "The bill's total is zero.")]
    BillIsZero,

    [Says("账单各部分之和与总额不符", "The parts of the bill don't add up to its total.")]
    BillDoesNotAddUp,

    [Says("该类机构不提供此类医疗服务", "An institution of this kind does not give such care.")]
    CareNotOfInstitution,

    [Says("费用发生时未参保", "The person was not insured on the day of the service.")]
    NotInsuredThen,

    [Says("参保已终止", "The person's insurance has ended.")]
    InsuranceNotNormal,

    [Says("没有该参保地的政策", "No policy pack covers the insured area.")]
    AreaNotCovered,

    [Says("个人账户已停用", "The own account is blocked.")]
    AccountBlocked,

    [Says("该就诊的收费批次已有结算", "The charge batch of this visit is settled already.")]
    BatchSettledAlready,

    [Says("就诊日期晚于今天", "The service is dated after today.")]
    InTheFuture,

    [Says("已超过该参保地的结算期限", "The service is longer ago than the insured area still settles.")]
    TooLate,

    [Says("该账单已作废，请重新上传费用", "The bill is void: its registration or batch was cancelled.")]
    BillVoid,

    [Says("结算ID已被使用", "The settlement id is used already.")]
    SettlementIdUsed,

    [Passing]
    [Says("该结算已被放弃，请重新发起", "This attempt was given up; nothing was booked.")]
    GivenUp,

    [Passing]
    [Says("亲属账户暂时无法响应，未扣款", "A relative's account did not answer in time; nothing was booked.")]
    AidNoAnswer,
#pragma warning restore CS1591
}

/// <summary>Why a settlement or an operation is not reversed.</summary>
[RefusalsOf("reverse")]
public enum ReverseRefusal
{
#pragma warning disable CS1591 // Each says itself.
    [Says("未查询到原结算", "There is no such settlement.")]
    NoSuchSettlement,

    [Says("结算不属于该就诊", "The settlement is another visit's.")]
    OtherVisit,

    [Says("该人员名下未查询到原交易，已登记禁止其再执行", "The person has no such transaction; should it arrive it will not be carried out.")]
    NoSuchOperation,

    [Says("撤销交易不能再冲正，请重新结算", "A cancellation can't be reversed; settle again instead.")]
    CancellationIsFinal,

    [Says("该报文未产生结算，得到的是另一报文的结算", "The message booked nothing: it was given the settlement of the one that is named.")]
    SettledByAnother,

    [Says("该交易不能冲正", "This kind of transaction can't be reversed.")]
    NotReversible,
#pragma warning restore CS1591
}

/// <summary>Why a bill is not voided.</summary>
[RefusalsOf("void")]
public enum VoidRefusal
{
#pragma warning disable CS1591 // Each says itself.
    [Says("存在有效结算", "A settlement of this bill stands.")]
    SettlementStands,
#pragma warning restore CS1591
}

/// <summary>A person as the patient of settlements.</summary>
public interface IPatient
{
    /// <summary>What <see cref="Settle"/> would answer now, be it the settlement that stands; nothing is recorded
    /// (2206, 2101).</summary>
    Task<Answer<Receipt>> PreSettle(Settle command);

    /// <summary>Settles a bill 结算: pool, own account, relatives, cash. The same operation gets the same receipt for
    /// ever, while the settlement stands; another operation for the same bill gets that receipt too.</summary>
    /// <returns>Refuses with <see cref="SettleRefusal"/>, <see cref="BenefitRefusal"/> or <see
    /// cref="OperationRefusal"/>, or, when nothing stands for the bill, with <see
    /// cref="People.Settle.Otherwise"/>.</returns>
    Task<Answer<Receipt>> Settle(Settle command);

    /// <summary>Reverses a settlement whole 冲正: the money goes back to where it came from. Another operation for a
    /// settlement that is reversed gets the reversal that stands.</summary>
    /// <returns>Refuses with <see cref="ReverseRefusal"/>.</returns>
    Task<Answer<ReversalReceipt>> Reverse(Reverse command);

    /// <summary>Reverses what an operation did; again, or when it was reversed otherwise, answers the reversal that
    /// stands. What another operation did is not reversed by one that was given its answer.</summary>
    /// <returns>Refuses with <see cref="ReverseRefusal"/>; <see cref="ReverseRefusal.NoSuchOperation"/> says that the
    /// operation is barred from now on. A person who is not enrolled has none (<see
    /// cref="PersonRefusal.NotEnrolled"/>).</returns>
    Task<Answer<ReversalReceipt>> ReverseOperation(ReverseOperation command);

    /// <summary>A settlement by its id (5203).</summary>
    Task<Answer<Receipt>> FindSettlement(SettlementId settlement);

    /// <summary>The newest settlements that stand for care of a day at an institution: of all days at most 32. One is
    /// forgotten when another one is booked more than 31 days after it.</summary>
    Task<SettledVisit[]> SettledVisits(InstitutionCode institution, DateOnly day);

    /// <summary>Voids bills, after which they can't be settled; waits for a settlement that is under way.</summary>
    /// <returns>Refuses with <see cref="VoidRefusal.SettlementStands"/>.</returns>
    Task<Answer<Done>> VoidBills(VoidBills command);

    /// <summary>The owner of an old hold asks what became of its settlement. When the patient knows nothing of it, it
    /// is barred for ever before the answer leaves.</summary>
    Task<Outcome> OutcomeOf(SettlementId settlement, int attempt, NetworkId network);

    /// <summary>A network asks this person to become a member. Asked again, or later than the network has told of that
    /// binding's end, it changes nothing.</summary>
    /// <param name="networksMax">How many networks one member may belong to; null when there is no limit.</param>
    /// <param name="binding">The network's number of the binding: a later one has a higher number.</param>
    /// <returns>Refuses with <see cref="PersonRefusal.TooManyNetworks"/>.</returns>
    Task<Answer<Done>> JoinNetwork(NetworkId network, int? networksMax, int binding);

    /// <summary>A network tells that this person is a member by that binding, or an earlier one, no more. Where a later
    /// one was joined it changes nothing.</summary>
    /// <param name="wasMember">False when the person was asked to become a member and never was.</param>
    /// <param name="binding">The network's number of the binding.</param>
    Task<Answer<Done>> LeaveNetwork(NetworkId network, bool wasMember, int binding);
}

/// <summary>What became of an attempt of a settlement.</summary>
public enum OutcomeKind
{
    /// <summary>The attempt committed; the network's share is <see cref="Outcome.Amount"/>.</summary>
    Settled,

    /// <summary>Still being decided; ask later.</summary>
    Deciding,

    /// <summary>It will never commit.</summary>
    Refused,
}

/// <summary>The answer to the owner of a hold or draw.</summary>
/// <param name="Amount">What is to be captured when it is settled, else zero.</param>
[GenerateSerializer, Immutable, Alias("gongji.outcome")]
public sealed record Outcome(OutcomeKind Kind, Money Amount);
