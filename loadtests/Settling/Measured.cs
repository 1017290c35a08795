using Gongji.LoadTests.Measuring;

namespace Gongji.LoadTests.Settling;

/// <summary>What was measured.</summary>
/// <param name="Used">By this process, the callers included.</param>
sealed record Measured(Answered Answered, Usage Used, (long Commits, long Entries, TimeSpan Time) Journal)
{
    public void Say(string what)
    {
        var (commits, entries, time) = Journal;
        var done = Math.Max(1, Answered.Latency.Count);
        Report.Line($"{what}: {Answered.PerSecond:N0} durable settlements/s");
        Report.Line($"  latency    p50 {Report.Ms(Answered, 0.5)}  p99 {Report.Ms(Answered, 0.99)}  "
            + $"p99.9 {Report.Ms(Answered, 0.999)} ms");
        Report.Line($"  counted    {Answered.Latency.Count:N0} in {Answered.Elapsed.TotalSeconds:0.0} s, "
            + $"refused {Answered.Refused:N0}; {Figures.LoadAverage()}");
        Report.Line($"  journal    {entries:N0} entries in {commits:N0} commits: "
            + $"{(double)entries / Math.Max(1, commits):0.0} "
            + $"entries and {time.TotalMilliseconds / Math.Max(1, commits):0.00} ms each");
        Report.Line($"  a settlement {Used.Processor.TotalMicroseconds / done:0.0} µs of processor, "
            + $"{Used.AllocatedBytes / done:N0} bytes; {Used.Collections} collections");
    }
}
