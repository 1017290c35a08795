namespace Gongji.Words;

/// <summary>What one fund pays of a bill. Ordinary outpatient care has one layer at most; what a layer leaves may be
/// the base of the next.</summary>
/// <param name="Fund">National fund code (fund_pay_type), such as 310100 or 390100.</param>
/// <param name="Base">What the layer looks at, before its deductible.</param>
/// <param name="Deductible">The part of the base that went into the deductible (act_pay_dedc).</param>
/// <param name="DeductibleLeft">What is still to be paid of the deductible after this bill, at this level.</param>
/// <param name="Ratio">The fund's share of what is above the deductible, 0 to 1 (pool_prop_selfpay).</param>
/// <param name="Pays">Paid by the fund.</param>
/// <param name="CapLeft">What the fund may still pay in this year after this bill; null where there is no cap.</param>
[GenerateSerializer, Immutable, Alias("gongji.layer")]
public sealed record Layer(
    string Fund, Money Base, Money Deductible, Money DeductibleLeft, decimal Ratio, Money Pays, Money? CapLeft);
