using System.Diagnostics;

namespace Gongji.LoadTests.Measuring;

/// <summary>What this process has used.</summary>
/// <param name="Processor">Of all cores together.</param>
/// <param name="Collections">Of garbage, of any generation.</param>
readonly record struct Usage(TimeSpan Processor, long AllocatedBytes, int Collections)
{
    public static Usage Now()
    {
        using var process = Process.GetCurrentProcess();
        return new Usage(process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true), GC.CollectionCount(0));
    }

    public static Usage operator +(Usage a, Usage b) => new(
        a.Processor + b.Processor, a.AllocatedBytes + b.AllocatedBytes, a.Collections + b.Collections);

    public static Usage operator -(Usage a, Usage b) => new(
        a.Processor - b.Processor, a.AllocatedBytes - b.AllocatedBytes, a.Collections - b.Collections);
}
