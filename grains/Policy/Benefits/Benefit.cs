namespace Gongji.Policy.Benefits;

/// <summary>What the pooled funds pay of a bill, before any account is touched.</summary>
/// <param name="PolicyVersion">The version of the area's rules that decided it.</param>
/// <param name="Layers">What each fund pays; empty when no benefit applies.</param>
/// <param name="PersonPart">Borne by the person (psn_part_amt): total less pool.</param>
/// <param name="Counters">The counters that were looked at, but for those of which nothing is used up by now.</param>
/// <param name="Reasons">Why the pool pays nothing or not all of its share; empty when it does.</param>
public sealed record Benefit(
    string PolicyVersion,
    Layer[] Layers,
    Money PersonPart,
    Counted[] Counters,
    TraceStep[] Trace,
    Reason[] Reasons)
{
    public Money PoolPay => Layers.Sum(static layer => layer.Pays);

    /// <summary>What it uses up of counters.</summary>
    public CounterUse[] Uses => Counters.Uses();
}
