namespace Gongji.People;

/// <summary>Enrols a person or changes the enrolment.</summary>
/// <param name="SealedIdentity">Name, identity number, birth date and sex, encrypted by the gateway (Base64). The
/// ledger can't read it.</param>
[GenerateSerializer, Immutable, Alias("gongji.enrol")]
public sealed record Enrol(Operation Operation, Insurance Insurance, string SealedIdentity);

/// <summary>Changes insurance from a day on: area, kind or status.</summary>
[GenerateSerializer, Immutable, Alias("gongji.change_insurance")]
public sealed record ChangeInsurance(Operation Operation, Insurance Insurance);

/// <summary>Blocks an own account: from the answer on nothing leaves it, for the owner or for relatives, but what was
/// held before.</summary>
[GenerateSerializer, Immutable, Alias("gongji.block_account")]
public sealed record BlockAccount(Operation Operation, BlockReason Reason);

/// <summary>Ends the block of an own account.</summary>
[GenerateSerializer, Immutable, Alias("gongji.unblock_account")]
public sealed record UnblockAccount(Operation Operation);

/// <summary>Puts the patient's networks in the order in which they are drawn on. Exactly the networks that the
/// patient belongs to.</summary>
[GenerateSerializer, Immutable, Alias("gongji.order_networks")]
public sealed record OrderNetworks(Operation Operation, NetworkId[] Networks);

/// <summary>The credits of one year in an own account.</summary>
[GenerateSerializer, Immutable, Alias("gongji.lot_view")]
public sealed record LotView(int Year, Money Balance, Money Held);

/// <summary>Money that a relative's settlement holds in this account.</summary>
/// <param name="Attempt">Which attempt of the settlement, from 1.</param>
[GenerateSerializer, Immutable, Alias("gongji.hold_view")]
public sealed record HoldView(SettlementId Settlement, int Attempt, NetworkId Network, PersonNo Patient, Money Amount);

/// <summary>What the ledger knows of a person, as of a day.</summary>
/// <param name="Historic">Own account: credits of years before that day's year.</param>
/// <param name="Current">Own account: credits of that day's year.</param>
/// <param name="Held">The part of both that relatives' settlements hold.</param>
/// <param name="Blocked">Null when the own account is not blocked.</param>
/// <param name="Owed">What was taken back of credits when it was not there any more: the next credits pay it.</param>
/// <param name="Viewed">Whose medical codes the person may show.</param>
[GenerateSerializer, Immutable, Alias("gongji.person_view")]
public sealed record PersonView(
    PersonNo Person,
    Insurance? Insurance,
    string SealedIdentity,
    Money Historic,
    Money Current,
    Money Held,
    LotView[] Lots,
    CounterUse[] Counters,
    NetworkId[] Networks,
    HoldView[] Holds,
    Block? Blocked = null,
    Money Owed = default,
    PersonNo[]? Viewed = null);

/// <summary>What a network needs to know of a person.</summary>
/// <param name="Insurance">Null when the person has none on that day.</param>
/// <param name="Networks">Those in which the person is a member, in the order in which they are drawn on.</param>
/// <param name="HoldsCredits">Whether anything is in the own account.</param>
/// <param name="LastEnded">The last day, up to that one, on which the insurance had ended; null when it never had.
/// Every authorization of before has ended with it, also when the insurance has begun anew.</param>
[GenerateSerializer, Immutable, Alias("gongji.standing")]
public sealed record Standing(
    PersonNo Person, Insurance? Insurance, NetworkId[] Networks, Money Free, bool HoldsCredits, DateOnly? LastEnded);

/// <summary>One line of a person's statement.</summary>
/// <param name="What">Kind of the event, such as <c>settled</c>, <c>reversed</c>, <c>credited</c>,
/// <c>credit_taken_back</c>, <c>relative_settled</c>, <c>account_blocked</c>.</param>
/// <param name="In">Money that came into the own account.</param>
/// <param name="Out">Money that left it.</param>
/// <param name="Balance">The own account after the line.</param>
/// <param name="Owed">What is still to be paid of credits that were taken back, after the line.</param>
/// <param name="Reason">Why it was blocked; null in every other line.</param>
/// <param name="Credit">The credit that was taken back; null in every other line.</param>
/// <param name="TakenBackFor">Why it was taken back; null in every other line.</param>
[GenerateSerializer, Immutable, Alias("gongji.statement_line")]
public sealed record StatementLine(
    long Sequence,
    DateTimeOffset At,
    string What,
    SettlementId? Settlement,
    OperationId? Operation,
    Money In,
    Money Out,
    Money Balance,
    Money Owed,
    BlockReason? Reason = null,
    OperationId? Credit = null,
    TakeBackReason? TakenBackFor = null);

/// <summary>What moved or blocked an own account, in the order of the journal.</summary>
[GenerateSerializer, Immutable, Alias("gongji.statement")]
public sealed record Statement(StatementLine[] Lines);

/// <summary>Why a change of a person's enrolment, account or networks is refused.</summary>
[RefusalsOf("person")]
public enum PersonRefusal
{
#pragma warning disable CS1591 // Each says itself.
    [Says("人员未参保登记", "The person is not enrolled.")]
    NotEnrolled,

    [Says("没有该参保地的政策", "No policy pack covers the insured area.")]
    AreaNotCovered,

    [Says("居民医保没有个人账户，不能选择账户模式", "Residents have no personal account and choose no mode of one.")]
    NoAccountInScheme,

    [Says("只有退休人员才有退休类别", "Only who is retired is retired from something.")]
    NoRetireeGroup,

    [Says("该险种没有个人账户", "This kind of insurance has no personal account.")]
    NoAccount,

    [Says("入账金额必须大于零", "The amount must be more than zero.")]
    AmountIsZero,

    [Says("入账年度无效", "The year of a credit must lie from 1998 to the current year.")]
    YearOutOfRange,

    [Says("变更日期早于现有参保记录", "The change begins before the insurance that it changes.")]
    ChangeBeforeInsurance,

    [Says("共济网顺序必须恰好包含本人所属的共济网", "The order must hold exactly the networks that the person belongs to.")]
    NetworksDiffer,

    [Says("账户余额将超过上限", "The balance would pass the largest amount that can be kept.")]
    BalanceTooLarge,

    [Says("加入的共济网数量已达上限", "The person belongs to as many networks as the area allows.")]
    TooManyNetworks,

    [Says("个人账户未被停用", "The own account is not blocked.")]
    AccountNotBlocked,

    [Says("退休划入定额仅适用于退休人员", "The flat sum of retired persons is for retired persons.")]
    NotRetired,

    [Says("未查询到该笔入账", "The person was never credited under this operation.")]
    NoSuchCredit,

    [Says("该笔入账已被收回", "The credit was taken back by another operation.")]
    CreditTakenBackAlready,

    [Says("收回金额超过该笔入账金额", "More is to be taken back than was credited.")]
    MoreThanCredited,
#pragma warning restore CS1591
}

/// <summary>Insured person 参保人: enrolment, own account, counters, settlements as patient and holds as funder.</summary>
public interface IInsuredPerson : IPatient, IFunder, IViewer, IAttended
{
    /// <summary>Enrols the person 参保登记, or records insurance and identity anew.</summary>
    /// <returns>Refuses with <see cref="PersonRefusal.AreaNotCovered"/> or <see
    /// cref="PersonRefusal.ChangeBeforeInsurance"/>.</returns>
    Task<Answer<Confirmation>> Enrol(Enrol command);

    /// <summary>Changes insurance from a day on.</summary>
    /// <returns>Refuses with <see cref="PersonRefusal"/>.</returns>
    Task<Answer<Confirmation>> ChangeInsurance(ChangeInsurance command);

    /// <summary>Credits the own account 入账.</summary>
    /// <returns>Refuses with <see cref="PersonRefusal"/>.</returns>
    Task<Answer<Confirmation>> Credit(CreditAccount command);

    /// <summary>Takes a credit back 收回入账, all of it or a part. What is not free in the account any more is owed, and
    /// the next credits pay it; the balance never falls below what is held. A block does not keep it from being taken
    /// back.</summary>
    /// <returns>Refuses with <see cref="PersonRefusal"/>.</returns>
    Task<Answer<Confirmation>> TakeBackCredit(TakeBackCredit command);

    /// <summary>Blocks the own account 停用. What was held before is still captured, and reversals give back. Again, it
    /// gives another reason.</summary>
    /// <returns>Refuses with <see cref="PersonRefusal.NotEnrolled"/>.</returns>
    Task<Answer<Confirmation>> BlockAccount(BlockAccount command);

    /// <summary>Ends the block of the own account 恢复.</summary>
    /// <returns>Refuses with <see cref="PersonRefusal.NotEnrolled"/> or <see
    /// cref="PersonRefusal.AccountNotBlocked"/>.</returns>
    Task<Answer<Confirmation>> UnblockAccount(UnblockAccount command);

    /// <summary>Sets the order in which the networks are asked for aid.</summary>
    /// <returns>Refuses with <see cref="PersonRefusal.NetworksDiffer"/>.</returns>
    Task<Answer<Confirmation>> OrderNetworks(OrderNetworks command);

    /// <summary>The person, with the insurance of that day; the account and the holds are those of now.</summary>
    /// <returns>Refuses with <see cref="PersonRefusal.NotEnrolled"/>.</returns>
    Task<Answer<PersonView>> View(DateOnly asOf);

    /// <summary>Lines recorded from a moment on and before another one.</summary>
    /// <returns>Refuses with <see cref="PersonRefusal.NotEnrolled"/>.</returns>
    Task<Answer<Statement>> Statement(DateTimeOffset from, DateTimeOffset to);

    /// <summary>What happened to an operation.</summary>
    Task<OperationRecord> FindOperation(OperationId operation);
}

/// <summary>What the ledger knows of an operation.</summary>
/// <param name="Known">False when nothing was ever recorded under this id.</param>
/// <param name="Barred">True when it was reversed before it arrived and will never be carried out.</param>
/// <param name="Digest">Digest of the content that was recorded under this id; null when none was.</param>
/// <param name="Undone">What it hears when it comes again; null while what it did stands.</param>
/// <param name="By">Who asked for it first; null when nobody said.</param>
[GenerateSerializer, Immutable, Alias("gongji.operation_record")]
public sealed record OperationRecord(
    OperationId Operation,
    bool Known,
    bool Barred,
    string? Digest,
    Receipt? Settled,
    ReversalReceipt? Reversed,
    Refusal? Undone = null,
    Actor? By = null);
