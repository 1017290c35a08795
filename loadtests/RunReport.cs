namespace Gongji.LoadTests;

/// <summary>Says what a run in this process has measured.</summary>
static class RunReport
{
    public static void Say(string store, string load, Measured measured)
    {
        var answered = measured.Answered;
        var (commits, entries, time) = measured.Journal;
        var done = Math.Max(1, answered.Latency.Count);
        Report.Line($"{store} {load}: {answered.PerSecond:N0} durable settlements/s");
        Report.Line($"  latency    p50 {Report.Ms(answered, 0.5)}  p99 {Report.Ms(answered, 0.99)}  "
            + $"p99.9 {Report.Ms(answered, 0.999)} ms");
        Report.Line($"  counted    {answered.Latency.Count:N0} in {answered.Elapsed.TotalSeconds:0.0} s, "
            + $"refused {answered.Refused:N0}");
        Report.Line($"  journal    {entries:N0} entries in {commits:N0} commits: "
            + $"{(double)entries / Math.Max(1, commits):0.0} "
            + $"entries and {time.TotalMilliseconds / Math.Max(1, commits):0.00} ms each");
        Report.Line($"  a settlement {measured.Processor.TotalMicroseconds / done:0.0} µs of processor, "
            + $"{measured.AllocatedBytes / done:N0} bytes; {measured.Collections} collections");
    }
}
