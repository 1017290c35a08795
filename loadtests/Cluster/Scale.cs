using System.Globalization;
using Gongji.Client.Cluster;
using Gongji.Journal.Postgres;
using Gongji.LoadTests.Measuring;
using Gongji.LoadTests.Workload;
using Gongji.Proof.Proving;
using Gongji.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gongji.LoadTests.Cluster;

/// <summary>The same work on one silo and on more, over one journal database and over more.</summary>
sealed class Scale(PostgresServer server, ClusterLoadOptions options)
{
    /// <summary>More than the bills of one measurement.</summary>
    const long BillsEach = 1_000_000_000;

    public async Task<bool> Run()
    {
        Report.Line($"scale, load {options.Load}: {options.Persons:N0} persons; each silo is a process; "
            + "they, the callers and PostgreSQL share this machine");
        var clean = true;
        for (var journals = 1; journals <= options.Journals; journals++)
        {
            clean &= await Over(journals);
        }
        return clean;
    }

    async Task<bool> Over(int count)
    {
        var database = await server.CreateDatabase();
        var journals = new List<string>();
        while (journals.Count < count)
        {
            journals.Add(await server.CreateDatabase());
        }
        var postmaster = await ProcessorTime.PostmasterOf(database);
        var perCore = new List<double>();
        var keys = Directory.CreateTempSubdirectory("gongji-keys-");
        try
        {
            await ClusterProcess.Begin(database, journals, keys.FullName);
            while (perCore.Count < options.Silos)
            {
                perCore.Add(await Measure(database, journals, keys.FullName, perCore.Count + 1, postmaster));
            }
        }
        finally
        {
            keys.Delete(recursive: true);
        }
        for (var more = 1; more < options.Silos; more++)
        {
            Report.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"  from {more} to {more + 1} silos, if each had cores of its own: "
                + $"{perCore[more] / perCore[more - 1] * (more + 1) / more:0.00} times as much by processor time"));
        }
        await using var journal = PostgresJournalStore.Over(journals, TimeProvider.System);
        var proof = await Prover.ProveAll(journal, TimeProvider.System, null, CancellationToken.None);
        Report.Say(proof.Report);
        var bytes = await Figures.BytesOf(journals) / proof.Report.Entries;
        Report.Line($"  disk       {bytes:N0} bytes an entry, with indexes");
        return proof.Report.IsClean;
    }

    /// <returns>Settlements for each second of the silos' processor time.</returns>
    async Task<double> Measure(string database, List<string> journals, string keys, int count, int postmaster)
    {
        var silos = new List<ClusterProcess>();
        try
        {
            while (silos.Count < count)
            {
                silos.Add(await ClusterProcess.StartSilo(database, journals, keys));
            }
            using var host = await Connect(database);
            var town = new Town(
                host.Services.GetRequiredService<IGrains>(),
                options.Persons,
                options.Load,
                ChinaTime.DayOf(TimeProvider.System.GetUtcNow()),
                count * BillsEach);
            if (count == 1)
            {
                await town.Enrol(options.Loop.Callers);
            }
            await WakeUp(town);
            var settled = await Settle(town, silos, postmaster);
            await host.StopAsync();
            silos.ForEach(static silo => silo.EnsureRuns());
            return Say(settled, journals.Count, count);
        }
        finally
        {
            foreach (var silo in silos)
            {
                await silo.DisposeAsync();
            }
        }
    }

    /// <summary>Brings every patient into memory.</summary>
    Task WakeUp(Town town) => Parallel.ForEachAsync(
        Enumerable.Range(0, town.Patients),
        new ParallelOptions { MaxDegreeOfParallelism = options.Loop.Callers },
        async (patient, _) => await Figures.IsReceipt(town.Settle(patient, new Random(patient))));

    /// <summary>A silo compiles what it runs. Of several on the same cores each has its share of them, and its share of
    /// the calls that show what is worth compiling well.</summary>
    async Task<Settled> Settle(Town town, List<ClusterProcess> silos, int postmaster)
    {
        (TimeSpan Silos, TimeSpan Database) began = default, ended = default;
        (TimeSpan, TimeSpan) Used() => (
            silos.Aggregate(TimeSpan.Zero, static (sum, silo) => sum + silo.Processor()),
            ProcessorTime.OfServer(postmaster));
        var loop = options.Loop with { WarmUp = options.Loop.WarmUp * silos.Count * silos.Count };
        var answered = await new ClosedLoop(loop).Run(
            random => Figures.IsReceipt(town.Settle(random.Next(town.Patients), random)),
            () => began = Used(),
            () => ended = Used());
        return new Settled(answered, ended.Silos - began.Silos, ended.Database - began.Database);
    }

    static double Say(Settled settled, int journals, int silos)
    {
        var (answered, processor, database) = settled;
        var perCore = answered.Latency.Count / processor.TotalSeconds;
        Report.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"  {journals} journal database, {silos} silo: {answered.PerSecond,7:N0} settlements/s  "
            + $"p50 {Report.Ms(answered, 0.5),6}  p99 {Report.Ms(answered, 0.99),6} ms  "
            + $"{perCore,6:N0} for each second of a silo's core ({1e6 / perCore:0} µs each, "
            + $"PostgreSQL {database.TotalMicroseconds / answered.Latency.Count:0} µs)  "
            + $"refused {answered.Refused}  {Figures.LoadAverage()}"));
        return perCore;
    }

    sealed record Settled(Answered Answered, TimeSpan Silos, TimeSpan Database);

    static async Task<IHost> Connect(string database)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddGongjiCluster(new ClusterOptions { Database = database });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
