namespace Gongji.Words;

/// <summary>Why a payer of a settlement paid nothing or not all: a settlement that stands tells it beside its amounts.
/// A network's own refusal is such a reason, too.</summary>
/// <param name="Code">Stable code, such as <c>aid.no_binding</c>.</param>
/// <param name="Network">The network that it is about; null when it is about none.</param>
[GenerateSerializer, Immutable, Alias("gongji.reason")]
public sealed record Reason(string Code, NetworkId? Network = null)
{
    /// <summary>The sentence in Chinese and in English.</summary>
    public RefusalText Text => RefusalTexts.For(Code);

    /// <summary>A reason out of an enum that is marked with <see cref="RefusalsOfAttribute"/>.</summary>
    public static Reason Of<TReason>(TReason reason) where TReason : struct, Enum =>
        new(Reasons<TReason>.CodeOf(reason));

    /// <summary>Whether it is the given one.</summary>
    public bool Is<TReason>(TReason reason) where TReason : struct, Enum => Code == Reasons<TReason>.CodeOf(reason);
}

/// <summary>Why the pooled fund pays nothing, or not all of its share.</summary>
[RefusalsOf("pool")]
public enum PoolReason
{
#pragma warning disable CS1591 // Each says itself.
    [Says("参保状态为暂停，统筹基金不予支付", "The insurance is suspended: the pooled fund pays nothing.")]
    InsuranceSuspended,

    [Says("参保地规则未设该类人员的此类待遇",
        "The rules of the insured area have no benefit for this kind of person and care.")]
    NoBenefit,

    [Says("该机构当日未纳入门诊统筹", "The institution is not in outpatient pooling on that day.")]
    InstitutionNotInPooling,

    [Says("该类别或等级的机构没有此项待遇", "There is no benefit at an institution of this kind or level.")]
    NoBenefitHere,

    [Says("没有符合政策范围的费用", "Nothing of the bill is in scope.")]
    NothingInScope,

    [Says("符合政策范围的费用全部计入起付标准", "All of the in-scope amount goes into the deductible.")]
    WithinDeductible,

    [Says("特殊检查与其他费用分别计算，其中一项符合政策范围的费用全部计入起付标准",
        "Special examinations and all else are decided apart: of one, all that is in scope goes into the deductible.")]
    PartWithinDeductible,

    [Says("年度支付限额余额不足应付份额", "The cap of the year leaves less than the share.")]
    CapReached,
#pragma warning restore CS1591
}

/// <summary>Why the own account pays nothing, or not all that it may.</summary>
[RefusalsOf("account")]
public enum AccountReason
{
#pragma warning disable CS1591 // Each says itself.
    [Says("未选择使用账户（含家庭共济）", "The message did not ask for accounts to pay, the own one or relatives'.")]
    NotAskedFor,

    [Says("没有个人账户，或保留的账户已无余额", "The person has no own account, or nothing is left in one that was kept.")]
    None,

    [Says("个人负担中没有可由个人账户支付的部分", "The own account may pay nothing of what the person bears.")]
    NothingInReach,

    [Says("个人账户可用余额不足以支付其可付部分", "The own account has too little free for all that it may pay.")]
    TooLittle,

    [Says("参保地规定该账户余额暂不能使用", "The rules of the insured area let nothing be paid out of this account now.")]
    Sealed,
#pragma warning restore CS1591
}

/// <summary>Why family aid pays nothing, where no network says it.</summary>
[RefusalsOf("aid")]
public enum AidReason
{
#pragma warning disable CS1591 // Each says itself.
    [Says("没有家庭共济绑定", "The person is bound to no family-aid network.")]
    NoBinding,

    [Says("医保码由亲情账户出示，亲情账户不能动用出示人的资金", "The code was shown by a credential view, which moves no money of the viewer.")]
    OnlyCredentialView,

    [Says("个人负担中没有可由家庭共济支付的部分", "Family aid may pay nothing of what the person bears.")]
    NothingInReach,

    [Says("患者参保地规定共济须足额支付，可支付金额不足，未使用共济",
        "In the patient's area aid pays all that is asked of it or nothing, and relatives could give less.")]
    TooLittle,

    [Says("每次结算可用的共济账户数有限，已选用足额的或可支付更多的账户",
        "Only so many networks may pay for one settlement: one that suffices or could give more was taken.")]
    OthersPay,
#pragma warning restore CS1591
}

/// <summary>Why a network pays less than it was asked for.</summary>
[RefusalsOf("draw")]
public enum DrawReason
{
#pragma warning disable CS1591 // Each says itself.
    [Says("单次使用限额低于申请金额", "The limit for one use is less than was asked for.")]
    LimitOfUse,

    [Says("当月使用限额余额低于申请金额", "What is left of the limit for the month is less than was asked for.")]
    LimitOfMonth,

    [Says("当年使用限额余额低于申请金额", "What is left of the limit for the year is less than was asked for.")]
    LimitOfYear,

    [Says("出资人账户可用余额低于申请金额", "The funder's account has less free than was asked for.")]
    Balance,

    [Says("出资人账户留存后的可用余额低于申请金额", "Above what must stay, the funder's account has less free than was asked for.")]
    Floor,

    [Says("出资人账户历年结余的可用余额低于申请金额，当年资金不得共济",
        "Of earlier years the funder's account has less free than was asked for; the current year is not shared.")]
    EarlierYears,
#pragma warning restore CS1591
}
