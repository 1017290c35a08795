using System.Globalization;
using Gongji.Cluster;
using Gongji.Journal.Postgres;
using Gongji.Journal.Proving;
using Gongji.LoadTests.Workload;
using Gongji.Tests;
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
        var perCore = new List<double>();
        while (perCore.Count < options.Silos)
        {
            perCore.Add(await Measure(database, journals, perCore.Count + 1));
        }
        for (var more = 1; more < options.Silos; more++)
        {
            Report.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"  from {more} to {more + 1} silos, if each had cores of its own: "
                + $"{perCore[more] / perCore[more - 1] * (more + 1) / more:0.00} times as much by processor time"));
        }
        await using var journal = PostgresJournalStore.Over(journals);
        var proof = await Prover.ProveAll(journal, TimeProvider.System, null, CancellationToken.None);
        Report.Say(proof.Report);
        return proof.Report.IsClean;
    }

    /// <returns>Settlements for each second of the silos' processor time.</returns>
    async Task<double> Measure(string database, List<string> journals, int count)
    {
        var silos = new List<SiloProcess>();
        try
        {
            while (silos.Count < count)
            {
                silos.Add(await SiloProcess.Start(database, journals));
            }
            using var host = await Connect(database);
            var town = new Town(
                host.Services.GetRequiredService<IGrains>(),
                options.Persons,
                options.Load == "aid",
                ChinaTime.DayOf(TimeProvider.System.GetUtcNow()),
                count * BillsEach);
            if (count == 1)
            {
                await town.Enrol(options.Loop.Callers);
            }
            await WakeUp(town);
            var (answered, processor) = await Settle(town, silos);
            await host.StopAsync();
            silos.ForEach(static silo => silo.EnsureRuns());
            return Say(answered, processor, journals.Count, count);
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

    async Task<(Answered Answered, TimeSpan Processor)> Settle(Town town, List<SiloProcess> silos)
    {
        var (began, ended) = (TimeSpan.Zero, TimeSpan.Zero);
        TimeSpan Used() => silos.Aggregate(TimeSpan.Zero, static (sum, silo) => sum + silo.Processor());
        var answered = await new ClosedLoop(options.Loop).Run(
            random => Figures.IsReceipt(town.Settle(random.Next(town.Patients), random)),
            () => began = Used(),
            () => ended = Used());
        return (answered, ended - began);
    }

    static double Say(Answered answered, TimeSpan processor, int journals, int silos)
    {
        var perCore = answered.Latency.Count / processor.TotalSeconds;
        Report.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"  {journals} journal database, {silos} silo: {answered.PerSecond,7:N0} settlements/s  "
            + $"p50 {Report.Ms(answered, 0.5),6}  p99 {Report.Ms(answered, 0.99),6} ms  "
            + $"{perCore,6:N0} for each second of a silo's core ({1e6 / perCore:0} µs each)  "
            + $"refused {answered.Refused}  {Figures.LoadAverage()}"));
        return perCore;
    }

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
