using Gongji.LoadTests.Measuring;

namespace Gongji.LoadTests.Comparing;

/// <summary>Says what a comparison of the engines has found.</summary>
static class ComparisonReport
{
    public static void Say(string what, Contestant mailbox, Contestant silo)
    {
        Report.Line($"{what}: settlements, {Figures.LoadAverage()}");
        SayHead();
        Say(mailbox.Kind.ToString(), mailbox.Settling);
        Say(silo.Kind.ToString(), silo.Settling);
        SayRatio(mailbox.Settling, silo.Settling);
        Report.Line($"{what}: cold persons");
        SayHead();
        Say(mailbox.Kind.ToString(), mailbox.Cold);
        Say(silo.Kind.ToString(), silo.Cold);
        SayRatio(mailbox.Cold, silo.Cold);
    }

    static void SayHead() =>
        Report.Line($"  {"",-13}{"a second",10}{"slices",18}{"µs each",10}{"bytes each",12}{"p50 ms",9}{"p99 ms",9}");

    static void Say(string who, Score score)
    {
        var (from, to) = score.PerSecondOfSlices;
        var latency = score.Latency.Count == 0
            ? ""
            : $"{Ms(score, 0.5),9}{Ms(score, 0.99),9}  refused {score.Refused}";
        Report.Line($"  {who,-13}{score.PerSecond,10:N0}{$"{from:0} to {to:0}",18}{score.MicrosEach,10:0.0}"
            + $"{score.BytesEach,12:N0}{latency}");
    }

    static void SayRatio(Score mailbox, Score silo) => Report.Line(
        $"  {"silo/mailbox",-13}{silo.PerSecond / mailbox.PerSecond,10:0.00}{"",18}"
        + $"{silo.MicrosEach / mailbox.MicrosEach,10:0.00}{silo.BytesEach / mailbox.BytesEach,12:0.00}");

    static string Ms(Score score, double share) => FormattableString.Invariant(
        $"{score.Latency.At(share).TotalMilliseconds:0.0}");
}
