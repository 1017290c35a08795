using Gongji.LoadTests.Measuring;

namespace Gongji.LoadTests.Comparing;

/// <summary>What an engine has done in all its slices.</summary>
sealed class Score
{
    readonly List<double> _slices = [];
    long _done;
    TimeSpan _elapsed;
    Usage _used;

    public Latency Latency { get; } = new();

    public long Refused { get; set; }

    public double PerSecond => _done / _elapsed.TotalSeconds;

    /// <summary>The slowest slice and the fastest.</summary>
    public (double From, double To) PerSecondOfSlices => (_slices.Min(), _slices.Max());

    public double MicrosEach => _used.Processor.TotalMicroseconds / _done;

    public double BytesEach => (double)_used.AllocatedBytes / _done;

    public void Add(long done, TimeSpan elapsed, Usage used)
    {
        _slices.Add(done / elapsed.TotalSeconds);
        (_done, _elapsed, _used) = (_done + done, _elapsed + elapsed, _used + used);
    }
}
