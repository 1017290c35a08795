namespace Gongji.Words;

/// <summary>Names a counter: what is used up in one pooling area and one scheme, of one thing that has a limit, in one
/// period.</summary>
/// <param name="Area">The pooling area.</param>
/// <param name="Name">What is counted: the accumulator that the area's pack names, a dot, and what of it, such as
/// <c>outpatient.pool</c>.</param>
public readonly record struct CounterKey(AreaCode Area, Scheme Scheme, string Name, Period Period)
    : IId<CounterKey>
{
    /// <summary>The name that is kept, such as <c>610100/employee/outpatient.pool/2026</c>.</summary>
    public string Value => $"{Area}/{SnakeCase.Of(Scheme)}/{Name}/{Period}";

    /// <summary>Reads a name as it is kept.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static CounterKey Of(string value)
    {
        var parts = IdText.Check(value, 120, "counter", slashes: true).Split('/', 4);
        return parts is [var area, var scheme, { Length: > 0 } name, var period]
            ? new CounterKey(AreaCode.Of(area), SchemeOf(scheme), name, Period.Of(period))
            : throw new FormatException($"counter '{value}' is not of the form area/scheme/name/period");
    }

    /// <summary>The same counter of another area.</summary>
    public CounterKey In(AreaCode area) => this with { Area = area };

    /// <inheritdoc/>
    public override string ToString() => Value;

    static Scheme SchemeOf(string text)
    {
        foreach (var scheme in Enum.GetValues<Scheme>())
        {
            if (SnakeCase.Of(scheme) == text)
            {
                return scheme;
            }
        }
        throw new FormatException($"'{text}' is no scheme");
    }
}

/// <summary>What a counter counts in; amounts of two units are never added.</summary>
public enum Unit
{
    /// <summary>Money, in fen.</summary>
    Fen,

    /// <summary>How often something happened 次.</summary>
    Times,

    /// <summary>Days 天.</summary>
    Days,
}

/// <summary>How much of a counter, with its unit.</summary>
/// <param name="Amount">A whole number of the unit, never negative.</param>
[GenerateSerializer, Immutable, Alias("gongji.quantity")]
public sealed record Quantity(long Amount, Unit Unit)
{
    /// <inheritdoc cref="Quantity(long, Unit)"/>
    public long Amount { get; init; } = Amount >= 0
        ? Amount
        : throw new ArgumentOutOfRangeException(nameof(Amount), Amount, "a counter is never below zero");

    /// <inheritdoc cref="Quantity(long, Unit)"/>
    public Unit Unit { get; init; } = Unit;

    /// <summary>An amount of money.</summary>
    public static Quantity Of(Money money) => new(money.Fen, Unit.Fen);

    /// <summary>So many times.</summary>
    public static Quantity OfTimes(long times) => new(times, Unit.Times);

    /// <summary>So many days.</summary>
    public static Quantity OfDays(long days) => new(days, Unit.Days);

    /// <summary>Whether it is nothing.</summary>
    public bool IsZero => Amount == 0;

    /// <summary>The number of them in the unit that it is expected to have.</summary>
    /// <exception cref="InvalidOperationException">It has another.</exception>
    public long In(Unit unit)
    {
        if (unit != Unit)
        {
            throw new InvalidOperationException($"{this} can't be taken for {SnakeCase.Of(unit)}");
        }
        return Amount;
    }

    /// <summary>The sum.</summary>
    /// <exception cref="InvalidOperationException">The units differ.</exception>
    public static Quantity operator +(Quantity a, Quantity b) => a with { Amount = checked(a.Amount + b.In(a.Unit)) };

    /// <summary>The difference.</summary>
    /// <exception cref="InvalidOperationException">The units differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It is below zero.</exception>
    public static Quantity operator -(Quantity a, Quantity b) => new(a.Amount - b.In(a.Unit), a.Unit);

    /// <summary>With the unit, such as <c>12.30 yuan</c> or <c>2 times</c>.</summary>
    public override string ToString() => Unit switch
    {
        Unit.Fen => $"{Money.FromFen(Amount)} yuan",
        Unit.Times or Unit.Days => $"{Amount} {SnakeCase.Of(Unit)}",
    };
}

/// <summary>How much of a counter is used up, by one operation or by all.</summary>
[GenerateSerializer, Immutable, Alias("gongji.counter_use")]
public sealed record CounterUse(CounterKey Counter, Quantity Used);
