namespace Gongji.Tests.Simulation;

/// <summary>The only source of chance in a run (SplitMix64): the same seed gives the same run on every
/// machine.</summary>
sealed class Dice(ulong seed)
{
    ulong _state = seed;

    public ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>Dice of their own for whoever is to throw the same whatever others do.</summary>
    public Dice Another() => new(Next());

    /// <summary>From 0 to below the bound.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public int Between(int low, int high) => low + Below(high - low + 1);

    /// <summary>True that many times in a million.</summary>
    public bool Chance(int perMillion) => Below(1_000_000) < perMillion;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    public TimeSpan Milliseconds(int low, int high) => TimeSpan.FromMilliseconds(Between(low, high));
}
