namespace Gongji.Policy.Benefits;

/// <summary>A counter that a decision looked at.</summary>
/// <param name="Before">How much of it was used up, as the decision counts it; null where that was not kept.</param>
/// <param name="Used">How much of it the decision uses up.</param>
public sealed record Counted(CounterKey Counter, Quantity? Before, Quantity Used);

/// <summary>What follows from counters that were looked at.</summary>
public static class CountedUses
{
    /// <summary>Of which counters something is used up, and how much.</summary>
    public static CounterUse[] Uses(this Counted[] counters) =>
    [
        .. from counted in counters
           where !counted.Used.IsZero
           select new CounterUse(counted.Counter, counted.Used),
    ];
}
