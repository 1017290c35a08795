namespace Gongji.Policy.Benefits;

/// <summary>What a person has used up of counters.</summary>
public sealed class Counters
{
    /// <summary>Behind the accumulator in the name of what went into deductibles.</summary>
    public const string DeductibleMark = ".deductible";

    /// <summary>Behind the accumulator in the name of what the pool paid.</summary>
    public const string PoolMark = ".pool";

    readonly Dictionary<CounterKey, Quantity> _used = [];

    /// <summary>All of them in the order of their names, those that were given back whole as nothing.</summary>
    public CounterUse[] Items
    {
        get => [.. _used.Select(static used => new CounterUse(used.Key, used.Value))
            .OrderBy(static used => used.Counter.Value, StringComparer.Ordinal)];
        init
        {
            // Those of twenty years are called alike but for the year: the texts are kept once.
            var areas = new Dictionary<AreaCode, AreaCode>();
            var names = new Dictionary<string, string>();
            var periods = new Dictionary<Period, Period>();
            foreach (var (counter, used) in value)
            {
                var (area, scheme, name, period) = counter;
                _used.Add(
                    new CounterKey(First(areas, area), scheme, First(names, name), First(periods, period)), used);
            }
        }
    }

    /// <summary>How much of a counter is used up, in its unit.</summary>
    /// <exception cref="InvalidOperationException">It counts in another unit.</exception>
    public long Of(CounterKey counter, Unit unit) =>
        _used.TryGetValue(counter, out var used) ? used.In(unit) : 0;

    /// <summary>How much money of a counter is used up.</summary>
    public Money MoneyOf(CounterKey counter) => Money.FromFen(Of(counter, Unit.Fen));

    /// <summary>How much money is used up of the counters of all areas that are called the same.</summary>
    public Money MoneyInAllAreas(CounterKey counter) => _used
        .Where(used => used.Key.In(counter.Area) == counter)
        .Sum(static used => Money.FromFen(used.Value.In(Unit.Fen)));

    static T First<T>(Dictionary<T, T> seen, T value) where T : notnull =>
        seen.TryGetValue(value, out var first) ? first : seen[value] = value;

    /// <exception cref="InvalidOperationException">A counter counts in another unit: a broken journal.</exception>
    public void Add(IEnumerable<CounterUse> uses)
    {
        foreach (var (counter, amount) in uses)
        {
            _used[counter] = _used.TryGetValue(counter, out var used) ? used + amount : amount;
        }
    }

    /// <exception cref="InvalidOperationException">A counter was not used or counts in another unit: a broken
    /// journal.</exception>
    /// <exception cref="ArgumentOutOfRangeException">More is given back than was used: a broken journal.</exception>
    public void TakeBack(IEnumerable<CounterUse> uses)
    {
        foreach (var (counter, amount) in uses)
        {
            _used[counter] = _used.TryGetValue(counter, out var used)
                ? used - amount
                : throw new InvalidOperationException($"nothing is used of {counter}, and {amount} come back");
        }
    }
}
