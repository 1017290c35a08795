namespace Gongji.Words;

/// <summary>What a person is to basic medical insurance.</summary>
public enum PersonKind
{
    /// <summary>Employee, at work (在职).</summary>
    Active,

    /// <summary>Employee scheme, retired (退休).</summary>
    Retired,

    /// <summary>Flexible worker in the employee scheme (灵活就业).</summary>
    Flexible,

    /// <summary>Resident scheme (城乡居民).</summary>
    Resident,
}

/// <summary>The two basic schemes; their national code is 310 for employees and 390 for residents.</summary>
public enum Scheme
{
    /// <summary>职工基本医疗保险, 310.</summary>
    Employee,

    /// <summary>城乡居民基本医疗保险, 390.</summary>
    Resident,
}

/// <summary>What follows from the kind of a person.</summary>
public static class PersonKinds
{
    /// <summary>The scheme that insures a kind of person.</summary>
    public static Scheme SchemeOf(this PersonKind kind) => kind switch
    {
        PersonKind.Active or PersonKind.Retired or PersonKind.Flexible => Scheme.Employee,
        PersonKind.Resident => Scheme.Resident,
    };
}

/// <summary>Insured status (参保状态).</summary>
public enum InsuranceStatus
{
    /// <summary>正常参保: the insurance pays.</summary>
    Normal,

    /// <summary>暂停参保: contributions are missing.</summary>
    Suspended,

    /// <summary>终止参保.</summary>
    Ended,
}

/// <summary>What follows from a status.</summary>
public static class InsuranceStatuses
{
    /// <summary>Whether the insurance pays, and has its account pay, as a rule.</summary>
    public static bool IsNormal(this InsuranceStatus status) => status switch
    {
        InsuranceStatus.Normal => true,
        InsuranceStatus.Suspended or InsuranceStatus.Ended => false,
    };
}

/// <summary>How an employee-scheme contribution is used, which whoever pays it chooses in some areas.</summary>
public enum AccountMode
{
    /// <summary>For the pooled fund and an own account 统账结合.</summary>
    WithAccount,

    /// <summary>For the pooled fund alone 单建统筹.</summary>
    PoolOnly,
}

/// <summary>What a retired person is retired from, where an area tells them apart (S1.19).</summary>
public enum RetireeGroup
{
    /// <summary>A public authority or institution (行政事业).</summary>
    Public,

    /// <summary>An enterprise, or flexible work (企业，含灵活就业).</summary>
    Enterprise,
}

/// <summary>A person's insurance from a day on, until the next one begins.</summary>
/// <param name="AccountMode">Null where it is as the area has it for this kind of person.</param>
/// <param name="RetireeGroup">Null for who is not retired, and where nobody said so.</param>
[GenerateSerializer, Immutable, Alias("gongji.insurance")]
public sealed record Insurance(
    DateOnly From,
    AreaCode Area,
    PersonKind Kind,
    InsuranceStatus Status,
    AccountMode? AccountMode = null,
    RetireeGroup? RetireeGroup = null)
{
    /// <summary>The scheme that the person belongs to.</summary>
    public Scheme SchemeOf => Kind.SchemeOf();
}
