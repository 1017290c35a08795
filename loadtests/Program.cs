using System.Diagnostics;
using Gongji.Journal.Entries;
using Gongji.Journal.Life;
using Gongji.Journal.Postgres;
using Gongji.Journal.Sqlite;
using Gongji.Journal.Writing;
using Gongji.LoadTests;
using Gongji.LoadTests.Workload;
using Gongji.Proof.Proving;
using Gongji.Tests.Support.Mailbox;
using Microsoft.Extensions.Logging.Abstractions;

LoadOptions options;
try
{
    options = LoadOptions.Parse(args);
}
catch (FormatException)
{
    Console.Error.WriteLine(LoadOptions.Help);
    return 2;
}
var policies = PolicyFolder.Load(Path.Combine(AppContext.BaseDirectory, "policies"));
var temporary = Directory.CreateTempSubdirectory("gongji-load-");
var folder = options.Folder ?? temporary.FullName;
Directory.CreateDirectory(folder);
try
{
    foreach (var fact in Machine.Facts(folder))
    {
        Report.Line(fact);
    }
    Report.Line($"persons    {options.Persons:N0}, zipf {options.Zipf}, seed {options.Seed}");
    Report.Line($"callers    {options.Callers}");
    var clean = true;
    var families = options.Prove is null ? null : await ManyFamilies.Live(policies, options.Seed);
    foreach (var store in options.Stores)
    {
        foreach (var load in families is null ? options.Loads : ["proof"])
        {
            clean &= store == "sqlite" ? await OnSqlite(load, families) : await OnPostgres(load, families);
        }
    }
    return clean ? 0 : 1;
}
finally
{
    temporary.Delete(recursive: true);
}

async Task<bool> OnSqlite(string load, ManyFamilies? families)
{
    var file = Path.Combine(folder, $"{load}-{Guid.NewGuid():N}.db");
    return await Measure("SQLite", load, new SqliteJournalStore(file), families);
}

async Task<bool> OnPostgres(string load, ManyFamilies? families)
{
    if (options.Postgres is { } connection)
    {
        return await Measure("PostgreSQL", load, new PostgresJournalStore(connection, options.Lanes), families);
    }
    await using var server = await PostgresServer.Start("shared_buffers=1GB", "max_wal_size=8GB");
    return await Measure(
        "PostgreSQL", load, new PostgresJournalStore(await server.CreateDatabase(), options.Lanes), families);
}

async Task<bool> Measure(string name, string load, IJournalStore kept, ManyFamilies? families)
{
    await using var store = new MeasuredStore(kept);
    if (families is not null)
    {
        return await ProofRun.Measure(name, store, families, options.Prove!.Value);
    }
    await store.Prepare(CancellationToken.None);
    var lanes = new Lanes(store, new JournalOptions { BatchMax = options.BatchMax }, TaskScheduler.Default);
    var host = new MailboxHost(
        lanes,
        policies,
        TimeProvider.System,
        new MailboxOptions(),
        TaskScheduler.Default);
    var town = new Town(host.Grains, options.Persons, load == "aid", ChinaTime.DayOf(TimeProvider.System.GetUtcNow()));

    var began = Stopwatch.GetTimestamp();
    await town.Enrol(options.Callers);
    var enrolled = Stopwatch.GetElapsedTime(began);
    var measured = await new Runner(town, store, options).Run();
    RunReport.Say(name, load, measured);
    Report.Line($"  enrolled   {options.Persons:N0} persons in {enrolled.TotalSeconds:0.0} s");
    await host.Stop();

    var proof = (await Prover.ProveAll(kept, TimeProvider.System, null, CancellationToken.None)).Report;
    Report.Say(proof);
    return proof.IsClean;
}
