using Gongji.Policy.Benefits;

namespace Gongji.Journal.Codec.Compact;

/// <summary>A counter by its name in its entry: see <see cref="CounterNames"/>.</summary>
/// <param name="Before">Null where it was not kept.</param>
/// <param name="Unit">Null for fen.</param>
sealed record KeptCounter(string Name, long? Before, long Used, Unit? Unit);

/// <summary>The counters of a settlement by what they count, such as <c>outpatient.pool</c>; with a period behind it,
/// <c>outpatient.pool/2026-03</c>, that is not the year in which the bill counts. One of another area or scheme has its
/// whole name.</summary>
readonly struct CounterNames(Insurance insurance, Bill bill)
{
    readonly AreaCode _area = insurance.Area.PoolingArea;
    readonly Scheme _scheme = insurance.SchemeOf;
    readonly Period _year = Period.YearOf(bill.CountedOn);

    public KeptCounter Kept(Counted counted) => new(
        NameOf(counted.Counter), counted.Before?.In(counted.Used.Unit), counted.Used.Amount, Kept(counted.Used.Unit));

    public Counted Whole(KeptCounter kept)
    {
        var unit = kept.Unit ?? Unit.Fen;
        return new Counted(
            CounterOf(kept.Name),
            kept.Before is { } before ? new Quantity(before, unit) : null,
            new Quantity(kept.Used, unit));
    }

    string NameOf(CounterKey counter) => counter with { Area = _area, Scheme = _scheme } != counter ? counter.Value
        : counter.Period == _year ? counter.Name
        : $"{counter.Name}/{counter.Period}";

    /// <remarks>A whole name begins with an area, and what is counted with a letter.</remarks>
    CounterKey CounterOf(string name)
    {
        var scheme = $"{_area}/{SnakeCase.Of(_scheme)}";
        return CounterKey.Of(
            name.Length > 0 && char.IsAsciiDigit(name[0]) ? name
            : name.Contains('/', StringComparison.Ordinal) ? $"{scheme}/{name}"
            : $"{scheme}/{name}/{_year}");
    }

    static Unit? Kept(Unit unit) => unit switch
    {
        Unit.Fen => null,
        Unit.Times or Unit.Days => unit,
    };
}
