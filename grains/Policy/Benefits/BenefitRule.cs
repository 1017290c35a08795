namespace Gongji.Policy.Benefits;

/// <summary>What the pool grants for a bill.</summary>
/// <param name="Path">The rule's path for the trace, such as <c>benefits.outpatient</c>.</param>
/// <param name="DeductibleCounter">The accumulator of what went into the deductible.</param>
/// <param name="PoolCounter">The accumulator of what the pool paid.</param>
/// <param name="DeductibleCeiling">The most that goes into the deductibles of a year's months or visits; null when
/// nothing bounds them, and for a deductible of the year, which is such a bound itself.</param>
/// <param name="Cap">The most that the pool pays in a year; null when there is no cap.</param>
sealed record BenefitRule(
    string Path,
    Scheme Scheme,
    string Fund,
    string DeductibleCounter,
    string PoolCounter,
    DeductiblePeriod Period,
    TierTable<Money> Deductible,
    Money? DeductibleCeiling,
    TierTable<decimal> Ratio,
    Money? Cap)
{
    public string DeductiblePath { get; } = Path + ".deductible";

    public string CeilingPath { get; } = Path + ".deductible_ceiling";

    public string RatioPath { get; } = Path + ".ratio";

    public string CapPath { get; } = Path + ".cap";
}

/// <summary>How long a deductible counts.</summary>
enum DeductiblePeriod
{
    Year,
    Month,
    Visit,
}
