namespace Gongji.Policy.Benefits;

/// <summary>How much of a counter a settlement uses up. A counter is named by its period and kind, such as
/// <c>2026/outpatient.deductible</c> or <c>visit/V1/outpatient.deductible</c>.</summary>
public sealed record CounterUse(string Counter, Money Amount);

/// <summary>What the pooled fund pays of a bill, before any account is touched.</summary>
/// <param name="PolicyVersion">The version of the area's rules that decided it.</param>
/// <param name="Fund">National fund code (fund_pay_type) of the fund that pays, 310100 or 390100; empty when no benefit
/// applies and the pool pays nothing.</param>
/// <param name="PoolPay">Paid by the pooled fund (hifp_pay).</param>
/// <param name="Ratio">The ratio applied, 0 to 1 (pool_prop_selfpay); 0 when no benefit applies.</param>
/// <param name="Deductible">The part of the in-scope amount that went into the deductible (act_pay_dedc).</param>
/// <param name="PersonPart">Borne by the person (psn_part_amt): total less pool.</param>
/// <param name="DeductibleLeft">What is still to be paid of the deductible after this bill, at this level.</param>
/// <param name="CapLeft">What the pool may still pay in this year after this bill; null where there is no cap.</param>
/// <param name="Reasons">Why the pool pays nothing or not all of its share; empty when it does.</param>
public sealed record Benefit(
    string PolicyVersion,
    string Fund,
    Money PoolPay,
    decimal Ratio,
    Money Deductible,
    Money PersonPart,
    Money DeductibleLeft,
    Money? CapLeft,
    CounterUse[] Uses,
    TraceStep[] Trace,
    Reason[] Reasons)
{
    /// <summary>How much of a counter it uses up.</summary>
    public Money UseOf(string counter) =>
        Uses.Where(use => use.Counter == counter).Sum(static use => use.Amount);
}
