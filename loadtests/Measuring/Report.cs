using System.Globalization;
using Gongji.Proof.Proving;

namespace Gongji.LoadTests.Measuring;

/// <summary>Says figures, and what the proof of the books found.</summary>
static class Report
{
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

    /// <summary>The milliseconds that so large a share of answers did not pass.</summary>
    public static string Ms(Answered answered, double share) =>
        answered.Latency.At(share).TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);
}
