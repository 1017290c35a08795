using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace Gongji.LoadTests.Measuring;

/// <summary>What a figure depends on besides the program.</summary>
static class Machine
{
    const int Probes = 200;

    /// <param name="folder">Whose disk is measured.</param>
    public static void Say(string folder)
    {
        foreach (var fact in Facts(folder))
        {
            Report.Line(fact);
        }
    }

    static IEnumerable<string> Facts(string folder)
    {
        yield return $"date       {DateTime.UtcNow:yyyy-MM-dd}";
        yield return $"processor  {Processor()}, {Environment.ProcessorCount} cores";
        yield return $"memory     {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB";
        yield return $"system     {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, "
            + $"{(GCSettings.IsServerGC ? "server" : "workstation")} GC";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"disk       a write of 8 KiB is durable after {ProbeDisk(folder).TotalMilliseconds:0.00} ms (median)");
    }

    static string Processor() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(static line => line.StartsWith("model name", StringComparison.Ordinal))
                ?.Split(':', 2)[1].Trim() ?? "unknown"
            : RuntimeInformation.ProcessArchitecture.ToString();

    static TimeSpan ProbeDisk(string folder)
    {
        var path = Path.Combine(folder, "probe");
        var times = new TimeSpan[Probes];
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            var block = new byte[8192];
            for (var i = 0; i < Probes; i++)
            {
                var began = Stopwatch.GetTimestamp();
                file.Write(block);
                file.Flush(flushToDisk: true);
                times[i] = Stopwatch.GetElapsedTime(began);
            }
        }
        File.Delete(path);
        Array.Sort(times);
        return times[Probes / 2];
    }
}
