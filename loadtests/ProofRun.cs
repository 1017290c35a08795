using System.Diagnostics;
using System.Globalization;
using Gongji.Journal;
using Gongji.Journal.Proving;
using Gongji.LoadTests.Workload;

namespace Gongji.LoadTests;

/// <summary>Measures how long a proof takes, from the first entry on and from an earlier proof on.</summary>
static class ProofRun
{
    /// <summary>Families whose entries are new to the second proof.</summary>
    const int NewFamilies = 40;

    public static async Task<bool> Measure(string name, IJournalStore store, ManyFamilies families, int entries)
    {
        await store.Prepare(CancellationToken.None);
        var count = Math.Max(1, entries / families.EntriesEach);
        var began = Stopwatch.GetTimestamp();
        await families.Write(store, 0, count);
        Report.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{name} proof: {count:N0} families written in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));

        ForgetPeak();
        var full = await Prover.ProveAll(store, TimeProvider.System, null, CancellationToken.None);
        Say("full", full.Report, full.Report.Entries);
        if (full.Kept is not { } kept)
        {
            return false;
        }
        await families.Write(store, count, NewFamilies);
        ForgetPeak();
        var next = await Prover.ProveSince(kept, store, TimeProvider.System, CancellationToken.None)
            ?? throw new InvalidOperationException("the proof does not fit the journal it was made from");
        Say("new", next.Report, next.Report.Entries - full.Report.Entries);
        return next.Report.IsClean;
    }

    static void Say(string which, ProofReport proof, long entries)
    {
        Report.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"  {which,-10} {entries:N0} entries in {proof.Elapsed.TotalSeconds:0.00} s: "
            + $"{entries / proof.Elapsed.TotalSeconds:N0} entries/s; at most {Peak() >> 20:N0} MiB"));
        Report.Say(proof);
    }

    /// <summary>Lets Linux measure the most memory anew; elsewhere it counts from the start.</summary>
    static void ForgetPeak()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
    }

    static long Peak()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
