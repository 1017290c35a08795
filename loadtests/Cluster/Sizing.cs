using System.Globalization;
using Gongji.Journal.Postgres;
using Gongji.Journal.Writing;
using Gongji.LoadTests.Engines;
using Gongji.LoadTests.Measuring;
using Gongji.LoadTests.Workload;
using Gongji.Policy.Areas;
using Gongji.Proof.Proving;
using Gongji.Tests.Support;

namespace Gongji.LoadTests.Cluster;

/// <summary>What a person in memory takes.</summary>
sealed class Sizing(PostgresServer server, IPolicies policies, ClusterLoadOptions options)
{
    /// <summary>A city, a province, the country.</summary>
    static readonly long[] Populations = [4_000_000, 40_000_000, 1_400_000_000];

    public async Task<bool> Run()
    {
        await using var journal = new PostgresJournalStore(await server.CreateDatabase(), TimeProvider.System);
        await journal.Prepare(CancellationToken.None);
        await using var silo = await SiloEngine.Start(journal, policies, new JournalOptions());
        var today = ChinaTime.DayOf(TimeProvider.System.GetUtcNow());
        // The first persons bring in what all share.
        await Settle(new Town(silo.Grains, 100, LoadKind.Simple, today));
        var before = Memory();
        await Settle(new Town(silo.Grains, options.Sized, LoadKind.Simple, today, options.Sized));
        var after = Memory();

        var heap = (after.Heap - before.Heap) / options.Sized;
        var resident = (after.Resident - before.Resident) / options.Sized;
        Report.Line($"size: {options.Sized:N0} persons in memory, each enrolled, with an account and one settlement: "
            + $"{heap:N0} bytes of heap and {resident:N0} bytes of resident memory each");
        foreach (var population in Populations)
        {
            Report.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"  all of {population / 1_000_000:N0} million at once: "
                + $"{(double)population * resident / (1L << 30):N0} GiB"));
        }
        var proof = await Prover.ProveAll(journal, TimeProvider.System, null, CancellationToken.None);
        Report.Say(proof.Report);
        return proof.Report.IsClean;
    }

    async Task Settle(Town town)
    {
        await town.Enrol(options.Loop.Callers);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, town.Patients),
            new ParallelOptions { MaxDegreeOfParallelism = options.Loop.Callers },
            async (patient, _) => (await town.Settle(patient, new Random(patient))).OrThrow());
    }

    static (long Heap, long Resident) Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }
}
