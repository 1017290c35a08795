using System.Globalization;

namespace Gongji.Policy.Benefits;

/// <summary>Names a counter: what is used up in one pooling area and one scheme, of one accumulator, in one
/// period.</summary>
/// <param name="Area">The pooling area; null for all areas together.</param>
/// <param name="Accumulator">Such as <c>outpatient.pool</c>.</param>
/// <param name="Period">A year, a month or a visit: <c>2026</c>, <c>2026-03</c>, <c>visit/V1</c>.</param>
public readonly record struct CounterKey(AreaCode? Area, Scheme Scheme, string Accumulator, string Period)
{
    /// <summary>What the names of this counter have in common in every area.</summary>
    public string InArea => $"/{SnakeCase.Of(Scheme)}/{Accumulator}/{Period}";

    public static string Year(DateOnly day) => day.Year.ToString(CultureInfo.InvariantCulture);

    public static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public static string Visit(VisitId visit) => $"visit/{visit}";

    /// <summary>The name that is kept, such as <c>610100/employee/outpatient.pool/2026</c>.</summary>
    public override string ToString() => Area + InArea;
}

/// <summary>How much of a counter a settlement uses up.</summary>
/// <param name="Counter">Its name, as <see cref="CounterKey"/> writes it.</param>
public sealed record CounterUse(string Counter, Money Amount);

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

    /// <summary>How much of a counter it uses up.</summary>
    public Money UseOf(CounterKey counter) => Uses
        .Where(use => counter.Area is null
            ? use.Counter.EndsWith(counter.InArea, StringComparison.Ordinal)
            : use.Counter == counter.ToString())
        .Sum(static use => use.Amount);
}
