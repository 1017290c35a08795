namespace Gongji.People;

/// <summary>Where the money of a credit comes from.</summary>
public enum CreditSource
{
    /// <summary>Own premium of a working person 个人缴费.</summary>
    Contribution,

    /// <summary>Flat sum of a retired person, out of the pooled fund 退休划入.</summary>
    Retirement,

    /// <summary>Balance carried over from another system 结转.</summary>
    Opening,
}

/// <summary>Why a credit is taken back.</summary>
public enum TakeBackReason
{
    /// <summary>It should never have been booked 误入账.</summary>
    Mistake,

    /// <summary>It belongs to somebody else 入错人员.</summary>
    WrongPerson,

    /// <summary>It was booked twice 重复入账.</summary>
    Duplicate,

    /// <summary>It was too much: a base or an amount was corrected 金额更正.</summary>
    Corrected,

    /// <summary>The person was not entitled to it, as after death 不符合划入条件.</summary>
    NotEntitled,

    /// <summary>A court or an authority orders it 司法或行政决定.</summary>
    Ordered,
}

/// <summary>Credits a person's own account.</summary>
/// <param name="Year">The year that the credit belongs to.</param>
/// <param name="Source">Where the money comes from.</param>
[GenerateSerializer, Immutable, Alias("gongji.credit_account")]
public sealed record CreditAccount(Operation Operation, Money Amount, int Year, CreditSource Source);

/// <summary>Takes a credit back. A credit is taken back once, whole or in part.</summary>
/// <param name="Credit">The operation that booked the credit.</param>
/// <param name="Amount">How much of it; null for all.</param>
[GenerateSerializer, Immutable, Alias("gongji.take_back_credit")]
public sealed record TakeBackCredit(
    Operation Operation, OperationId Credit, TakeBackReason Reason, Money? Amount = null);
