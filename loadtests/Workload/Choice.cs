namespace Gongji.LoadTests.Workload;

/// <summary>Chooses who is next: all alike, or by Zipf's law, where the n-th comes 1/n^exponent as often as the first.
/// </summary>
sealed class Choice
{
    readonly int _count;
    readonly double[]? _cumulative;

    public Choice(int count, double exponent)
    {
        _count = count;
        if (exponent > 0)
        {
            _cumulative = new double[count];
            var sum = 0.0;
            for (var i = 0; i < count; i++)
            {
                sum += Math.Pow(i + 1, -exponent);
                _cumulative[i] = sum;
            }
        }
    }

    public int Next(Random random)
    {
        if (_cumulative is null)
        {
            return random.Next(_count);
        }
        var at = Array.BinarySearch(_cumulative, random.NextDouble() * _cumulative[^1]);
        return Math.Min(at < 0 ? ~at : at, _count - 1);
    }
}
