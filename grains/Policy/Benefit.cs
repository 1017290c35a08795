namespace Gongji.Policy;

/// <summary>One step of a decision: which rule of which version turned what into what.</summary>
/// <param name="Rule">Path of the rule in its pack, such as <c>benefits.outpatient.deductible</c>.</param>
/// <param name="Version">Version of the pack, see <see cref="AreaPolicy.Version"/>.</param>
/// <param name="Input">What went in, as <c>name=value</c> pairs separated by spaces.</param>
/// <param name="Result">What came out.</param>
public sealed record TraceStep(string Rule, string Version, string Input, string Result);

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
    TraceStep[] Trace);

[RefusalsOf("benefit")]
public enum BenefitRefusal
{
    [Says("就医地不在参保地待遇范围内，需先办理异地备案", "The place of care is outside the area in which this insurance pays.")]
    WrongArea,

    [Says("该机构未开通此类结算", "The institution is not opened for this kind of settlement.")]
    InstitutionNotOpened,
}
