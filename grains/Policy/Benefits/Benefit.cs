namespace Gongji.Policy.Benefits;

/// <summary>What the pooled funds pay of a bill, before any account is touched.</summary>
/// <param name="PolicyVersion">The version of the area's rules that decided it.</param>
/// <param name="Layers">What each fund pays; empty when no benefit applies.</param>
/// <param name="PersonPart">Borne by the person (psn_part_amt): total less pool.</param>
/// <param name="Reasons">Why the pool pays nothing or not all of its share; empty when it does.</param>
public sealed record Benefit(
    string PolicyVersion,
    Layer[] Layers,
    Money PersonPart,
    CounterUse[] Uses,
    TraceStep[] Trace,
    Reason[] Reasons)
{
    public Money PoolPay => Layers.Sum(static layer => layer.Pays);

    /// <summary>How much money of a counter it uses up.</summary>
    public Money UseOf(CounterKey counter) => Uses
        .Where(use => use.Counter == counter).Sum(static use => Money.FromFen(use.Used.In(Unit.Fen)));
}
