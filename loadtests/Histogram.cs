using System.Numerics;

namespace Gongji.LoadTests;

/// <summary>Counts durations in buckets whose width grows with the duration: each is within 1/64 of its true value.
/// </summary>
sealed class Histogram
{
    const int SubBits = 6;
    const int SubCount = 1 << SubBits;

    readonly long[] _counts = new long[(64 - SubBits + 1) * SubCount];

    public long Count { get; private set; }

    public void Add(TimeSpan duration)
    {
        var value = (ulong)Math.Max(0, duration.Ticks);
        var shift = Math.Max(0, 64 - SubBits - 1 - BitOperations.LeadingZeroCount(value | 1));
        _counts[(shift * SubCount) + (int)(value >> shift)]++;
        Count++;
    }

    public void Add(Histogram other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }
        Count += other.Count;
    }

    /// <summary>The duration that so large a share does not pass.</summary>
    public TimeSpan At(double share)
    {
        var left = (long)Math.Ceiling(Count * share);
        for (var i = 0; i < _counts.Length; i++)
        {
            left -= _counts[i];
            if (left <= 0)
            {
                var shift = Math.Max(0, (i / SubCount) - 1);
                var value = (long)(i - (shift * SubCount)) << shift;
                return TimeSpan.FromTicks(value);
            }
        }
        return TimeSpan.Zero;
    }
}
