using Gongji.LoadTests.Measuring;

namespace Gongji.LoadTests.Checking;

/// <summary>What was measured in the slices in which grains found out whether they are current, or in the others.
/// </summary>
sealed class Arm
{
    readonly List<double> _perSecond = [];
    readonly List<double> _microsEach = [];
    long _checks;
    long _done;

    public double PerSecond => Median(_perSecond);

    public double MicrosEach => Median(_microsEach);

    public double ChecksEach => (double)_checks / _done;

    public (double From, double To) Spread => (_perSecond.Min(), _perSecond.Max());

    public void Add(Answered answered, Usage used, long checks)
    {
        var done = answered.Latency.Count;
        _perSecond.Add(answered.PerSecond);
        _microsEach.Add(used.Processor.TotalMicroseconds / done);
        (_checks, _done) = (_checks + checks, _done + done);
    }

    static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
