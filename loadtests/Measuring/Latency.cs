using HdrHistogram;

namespace Gongji.LoadTests.Measuring;

/// <summary>How long answers took, to three digits. Many may add at once.</summary>
sealed class Latency
{
    const int Digits = 3;

    static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    readonly LongConcurrentHistogram _micros = new(1, (long)Longest.TotalMicroseconds, Digits);

    public long Count => _micros.TotalCount;

    public void Add(TimeSpan duration) =>
        _micros.RecordValue((long)(duration < Longest ? duration : Longest).TotalMicroseconds);

    public void Add(Latency other) => _micros.Add(other._micros);

    /// <summary>The duration that so large a share does not pass.</summary>
    public TimeSpan At(double share) => TimeSpan.FromMicroseconds(_micros.GetValueAtPercentile(share * 100));
}
