namespace Gongji.Policy.Payers;

/// <summary>Who may pay a person's part before cash does.</summary>
public enum PayerKind
{
    /// <summary>The own account's credits of years before the year of service (历年结余).</summary>
    OwnHistoric,

    /// <summary>The own account's credits of the year of service (当年).</summary>
    OwnCurrent,

    /// <summary>Relatives' accounts through family-aid networks (家庭共济).</summary>
    FamilyAid,
}

/// <summary>In which order and how far accounts pay the person's part of a bill; cash pays the rest.</summary>
/// <param name="Order">The payers in their order; one that the area does not allow is not in it.</param>
/// <param name="OwnCeiling">The most that the own account may pay.</param>
/// <param name="AidCeiling">The most that family aid may pay.</param>
/// <param name="AccountsCeiling">The most that all accounts together may pay. The scopes lie in one another, so the
/// wider one bounds both.</param>
/// <param name="Authorizers">How many networks one settlement may draw on.</param>
/// <param name="PartPayment">True when aid may pay a part; false when it pays all that is asked of it or
/// nothing.</param>
/// <param name="Reasons">Why the own account or all accounts pay nothing.</param>
public sealed record PaymentPlan(
    PayerKind[] Order,
    Money OwnCeiling,
    Money AidCeiling,
    Money AccountsCeiling,
    int Authorizers,
    bool PartPayment,
    TraceStep[] Trace,
    Reason[] Reasons);
