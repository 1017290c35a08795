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
    readonly string _scheme = $"{insurance.Area.PoolingArea}/{SnakeCase.Of(insurance.SchemeOf)}/";
    readonly string _year = $"/{Period.YearOf(bill.CountedOn)}";

    public KeptCounter Kept(Counted counted)
    {
        var name = counted.Counter.Value;
        if (name.StartsWith(_scheme, StringComparison.Ordinal))
        {
            name = name[_scheme.Length..];
            name = counted.Counter.Period.Value == _year[1..] ? name[..^_year.Length] : name;
        }
        return new KeptCounter(name, counted.Before?.In(counted.Used.Unit), counted.Used.Amount, Kept(counted.Used.Unit));
    }

    public Counted Whole(KeptCounter kept)
    {
        var unit = kept.Unit ?? Unit.Fen;
        return new Counted(
            CounterKey.Of(WholeOf(kept.Name)),
            kept.Before is { } before ? new Quantity(before, unit) : null,
            new Quantity(kept.Used, unit));
    }

    /// <remarks>A whole name begins with an area, and what is counted with a letter.</remarks>
    string WholeOf(string name) => name.Length > 0 && char.IsAsciiDigit(name[0]) ? name
        : name.Contains('/', StringComparison.Ordinal) ? _scheme + name
        : _scheme + name + _year;

    static Unit? Kept(Unit unit) => unit switch
    {
        Unit.Fen => null,
        Unit.Times or Unit.Days => unit,
    };
}
