using System.Globalization;

namespace Gongji.Words;

/// <summary>An amount of money: a whole number of fen, never negative. A direction is debit or credit, not a
/// sign.</summary>
/// <remarks>Arithmetic is overflow-checked; a difference below zero throws, because a caller that may go below
/// zero has to ask first.</remarks>
[Alias("gongji.money")]
public readonly record struct Money : IComparable<Money>
{
    /// <summary>The largest amount that the national interface can carry, n(16,2): 99,999,999,999,999.99
    /// yuan.</summary>
    public static readonly Money Largest = new(9_999_999_999_999_999);

    /// <summary>No money.</summary>
    public static readonly Money Zero;

    Money(long fen) => Fen = fen;

    /// <summary>The amount in fen.</summary>
    public long Fen { get; }

    /// <summary>Whether it is no money.</summary>
    public bool IsZero => Fen == 0;

    /// <summary>The amount in yuan, with two decimals.</summary>
    public decimal Yuan => Fen / 100m;

    /// <summary>An amount of so many fen.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below zero or above <see cref="Largest"/>.</exception>
    public static Money FromFen(long fen)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fen);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fen, Largest.Fen);
        return new Money(fen);
    }

    /// <summary>Takes yuan with at most two decimals; null when it is negative, finer than a fen or too
    /// large.</summary>
    public static Money? TryFromYuan(decimal yuan)
    {
        if (yuan < 0 || yuan > Largest.Yuan)
        {
            return null;
        }
        var fen = yuan * 100m;
        return fen == decimal.Truncate(fen) ? new Money((long)fen) : null;
    }

    /// <summary>The smaller one.</summary>
    public static Money Min(Money a, Money b) => a.Fen <= b.Fen ? a : b;

    /// <summary>The larger one.</summary>
    public static Money Max(Money a, Money b) => a.Fen >= b.Fen ? a : b;

    /// <summary>The share of this amount at a rate from 0 to 1, rounded half up to the fen.</summary>
    public Money Share(decimal rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rate, 1m);
        return new Money((long)decimal.Round(Fen * rate, 0, MidpointRounding.AwayFromZero));
    }

    /// <summary>This less the other, or zero when the other is larger.</summary>
    public Money LessOrZero(Money other) => Fen > other.Fen ? new Money(Fen - other.Fen) : Zero;

    /// <inheritdoc/>
    public int CompareTo(Money other) => Fen.CompareTo(other.Fen);

    /// <summary>Yuan with two decimals, such as <c>12.30</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Fen / 100}.{Fen % 100:D2}");

    /// <summary>The sum.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is above <see cref="Largest"/>.</exception>
    public static Money operator +(Money a, Money b) => FromFen(a.Fen + b.Fen);

    /// <summary>The difference.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below zero.</exception>
    public static Money operator -(Money a, Money b) => FromFen(a.Fen - b.Fen);

    /// <summary>Whether the first is smaller.</summary>
    public static bool operator <(Money a, Money b) => a.Fen < b.Fen;

    /// <summary>Whether the first is larger.</summary>
    public static bool operator >(Money a, Money b) => a.Fen > b.Fen;

    /// <summary>Whether the first is not larger.</summary>
    public static bool operator <=(Money a, Money b) => a.Fen <= b.Fen;

    /// <summary>Whether the first is not smaller.</summary>
    public static bool operator >=(Money a, Money b) => a.Fen >= b.Fen;
}

/// <summary>Sums of amounts; of none it is zero.</summary>
public static class MoneySums
{
    /// <summary>All amounts together.</summary>
    public static Money Sum(this IEnumerable<Money> amounts) =>
        amounts.Aggregate(Money.Zero, static (sum, amount) => sum + amount);

    /// <summary>The amounts of all items together.</summary>
    public static Money Sum<T>(this IEnumerable<T> items, Func<T, Money> amount) => items.Select(amount).Sum();
}
