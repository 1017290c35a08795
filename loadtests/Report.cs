using System.Globalization;
using Gongji.Journal.Proving;

namespace Gongji.LoadTests;

/// <summary>Says what was measured and what the proof found.</summary>
static class Report
{
    public static void Say(string store, string load, Measured measured)
    {
        var (commits, entries, time) = measured.Journal;
        var done = Math.Max(1, measured.Latency.Count);
        Line($"{store} {load}: {measured.PerSecond:N0} durable settlements/s");
        Line($"  latency    p50 {Ms(measured, 0.5)}  p99 {Ms(measured, 0.99)}  p99.9 {Ms(measured, 0.999)} ms");
        Line($"  counted    {measured.Latency.Count:N0} in {measured.Elapsed.TotalSeconds:0.0} s, "
            + $"refused {measured.Refused:N0}");
        Line($"  journal    {entries:N0} entries in {commits:N0} commits: {(double)entries / Math.Max(1, commits):0.0} "
            + $"entries and {time.TotalMilliseconds / Math.Max(1, commits):0.00} ms each");
        Line($"  a settlement {measured.Processor.TotalMicroseconds / done:0.0} µs of processor, "
            + $"{measured.AllocatedBytes / done:N0} bytes; {measured.Collections} collections");
    }

    public static void Say(ProofReport proof)
    {
        var verdict = proof.IsClean ? "clean" : $"NOT CLEAN, {proof.FindingCount} findings";
        Line($"  books      {verdict}: {proof.Entries:N0} entries of {proof.GrainsByKind.Values.Sum():N0} grains, "
            + $"{proof.SnapshotsCompared:N0} snapshots, {proof.Open.Count} open, "
            + $"in {proof.Elapsed.TotalSeconds:0.0} s");
        foreach (var finding in proof.Findings.Take(20))
        {
            Line($"             {finding}");
        }
    }

    public static void Line(FormattableString text) => Line(text.ToString(CultureInfo.InvariantCulture));

    public static void Line(string text) => Console.WriteLine(text);

    static string Ms(Measured measured, double share) =>
        measured.Latency.At(share).TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);
}
