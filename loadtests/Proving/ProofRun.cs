using System.Diagnostics;
using System.Globalization;
using Gongji.Journal.Entries;
using Gongji.LoadTests.Measuring;
using Gongji.LoadTests.Workload;
using Gongji.Policy.Areas;
using Gongji.Proof.Proving;

namespace Gongji.LoadTests.Proving;

/// <summary>Measures how long a proof takes, from the first entry on and from an earlier proof on.</summary>
static class ProofRun
{
    /// <summary>Families whose entries are new to the second proof.</summary>
    const int NewFamilies = 40;

    /// <returns>Whether the books are clean.</returns>
    public static async Task<bool> Run(PolicyPacks policies, LoadOptions options, string folder, int entries)
    {
        var families = await ManyFamilies.Live(policies, options.Loop.Seed);
        var clean = true;
        foreach (var kind in options.Stores)
        {
            await using var journals = options.JournalsOf(kind, folder);
            await using var store = await journals.Make();
            clean &= await Measure(journals.Name, store, families, entries);
        }
        return clean;
    }

    static async Task<bool> Measure(string name, IJournalStore store, ManyFamilies families, int entries)
    {
        var count = Math.Max(1, entries / families.EntriesEach);
        var began = Stopwatch.GetTimestamp();
        await families.Write(store, 0, count);
        Report.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{name} proof: {count:N0} families written in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));

        var before = Begin();
        var full = await Prover.ProveAll(store, TimeProvider.System, null, CancellationToken.None);
        Say("full", full.Report, full.Report.Entries, before);
        if (full.Kept is not { } kept)
        {
            return false;
        }
        await families.Write(store, count, NewFamilies);
        before = Begin();
        var next = await Prover.ProveSince(kept, store, TimeProvider.System, CancellationToken.None)
            ?? throw new InvalidOperationException("the proof does not fit the journal it was made from");
        Say("new", next.Report, next.Report.Entries - full.Report.Entries, before);
        return next.Report.IsClean;
    }

    /// <param name="before">The processor's time before the proof.</param>
    static void Say(string which, ProofReport proof, long entries, TimeSpan before)
    {
        using var process = Process.GetCurrentProcess();
        Report.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"  {which,-10} {entries:N0} entries in {proof.Elapsed.TotalSeconds:0.00} s: "
            + $"{entries / proof.Elapsed.TotalSeconds:N0} entries/s; "
            + $"{(process.TotalProcessorTime - before).TotalSeconds:0.0} s of processor; "
            + $"at most {process.PeakWorkingSet64 >> 20:N0} MiB"));
        Report.Say(proof);
    }

    /// <summary>Lets Linux measure the most memory anew; elsewhere it counts from the start.</summary>
    /// <returns>The processor's time until now.</returns>
    static TimeSpan Begin()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (OperatingSystem.IsLinux())
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
