using System.Collections.Immutable;

namespace Gongji.Tests.Simulation.Oracle;

/// <summary>So many fen of the credits of one year.</summary>
readonly record struct Part(int Year, long Fen);

/// <summary>An own account on paper: what is there of each year, oldest first, and what of it is held.</summary>
/// <param name="Owed">What the next credits pay before anything comes in.</param>
sealed record Purse(ImmutableSortedDictionary<int, (long There, long Held)> Years, long Owed)
{
    public static readonly Purse Empty = new(ImmutableSortedDictionary<int, (long, long)>.Empty, 0);

    public long There => Years.Values.Sum(static year => year.There);

    public long Free => Years.Values.Sum(static year => year.There - year.Held);

    public Purse Put(IEnumerable<Part> parts) => Change(parts, static (year, fen) => (year.There + fen, year.Held));

    public Purse Take(IEnumerable<Part> parts) => Change(parts, static (year, fen) => (year.There - fen, year.Held));

    public Purse Hold(IEnumerable<Part> parts) => Change(parts, static (year, fen) => (year.There, year.Held + fen));

    public Purse Release(IEnumerable<Part> parts) => Change(parts, static (year, fen) => (year.There, year.Held - fen));

    /// <summary>What pays an amount, the oldest year first; all that is free where that is less.</summary>
    public Part[] Pay(long fen, Func<int, bool> from)
    {
        var parts = new List<Part>();
        foreach (var (year, (there, held)) in Years)
        {
            var part = from(year) ? Math.Min(fen, there - held) : 0;
            if (part > 0)
            {
                parts.Add(new Part(year, part));
                fen -= part;
            }
        }
        return [.. parts];
    }

    Purse Change(IEnumerable<Part> parts, Func<(long There, long Held), long, (long, long)> change)
    {
        var years = Years;
        foreach (var (year, fen) in parts)
        {
            years = years.SetItem(year, change(years.GetValueOrDefault(year), fen));
        }
        return this with { Years = years };
    }
}
