using System.Collections.Concurrent;
using System.Diagnostics;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;
using Gongji.Journal.Writing;
using Gongji.Ledger.People.Patient;
using Gongji.LoadTests.Engines;
using Gongji.LoadTests.Measuring;
using Gongji.LoadTests.Workload;
using Gongji.Policy.Areas;
using Gongji.Proof.Proving;
using Gongji.Tests.Support;

namespace Gongji.LoadTests.Copying;

/// <summary>Backs a ledger up at random moments while it settles, goes back to each copy and proves it. A copy has all
/// that was acknowledged before it was begun; whoever knows what was sealed since is told what it lacks.</summary>
/// <param name="copies">How many of each store.</param>
sealed class BackupRun(IPolicies policies, LoadOptions options, string folder, int copies)
{
    const int PerSecond = 200;
    const int Persons = 2_000;

    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan RestMax = TimeSpan.FromSeconds(1);

    /// <returns>Whether nothing was missing, and all copies are clean and known to be older.</returns>
    public async Task<bool> Run()
    {
        var whole = true;
        foreach (var kind in options.Stores)
        {
            await using ICopied source = kind switch
            {
                StoreKind.Sqlite => new CopiedSqlite(folder),
                StoreKind.Postgres => new CopiedPostgres(await PostgresServer.Start()),
            };
            whole &= await Measure(source);
        }
        return whole;
    }

    async Task<bool> Measure(ICopied source)
    {
        var whole = true;
        var random = new Random(options.Loop.Seed);
        await using var store = await source.Open();
        await using var engine = await Engine.Start(EngineKind.Silo, store, policies, new JournalOptions());
        var town = new Town(
            engine.Grains, Persons, LoadKind.Simple, ChinaTime.DayOf(TimeProvider.System.GetUtcNow()));
        await town.Enrol(options.Loop.Callers);
        var acknowledged = new ConcurrentQueue<OperationId>();
        using var stop = new CancellationTokenSource();
        var started = Stopwatch.GetTimestamp();
        var load = Settle(town, acknowledged, stop.Token);
        for (var n = 1; n <= copies; n++)
        {
            await More(acknowledged, load);
            await Task.Delay(RestMax * random.NextDouble());
            var before = acknowledged.ToArray();
            var began = Stopwatch.GetTimestamp();
            await using var copy = await source.Copy(n);
            var took = Stopwatch.GetElapsedTime(began);
            await More(acknowledged, load);
            var after = acknowledged.ToArray();
            whole &= await Check($"{source.Name} {n}", copy, took, before, after, await HeadsOf(store));
        }
        await stop.CancelAsync();
        await load;
        var rate = acknowledged.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        Report.Line($"  {source.Name}: {rate:N0} settlements a second meanwhile, {Figures.LoadAverage()}");
        return whole;
    }

    static async Task<bool> Check(
        string name,
        IJournalStore copy,
        TimeSpan took,
        OperationId[] before,
        OperationId[] after,
        IReadOnlyList<PlacedHead> heads)
    {
        var alone = await Prove(copy, []);
        var known = await Prove(copy, heads);
        var has = await copy.ReadByGrain()
            .Where(static placed => placed.Entry.Kind == EventKinds.Of<Settled>())
            .Select(static placed => OperationId.Of(placed.Entry.Operation!))
            .ToHashSetAsync();
        var missing = before.Count(operation => !has.Contains(operation));
        var tail = after.Count(operation => !has.Contains(operation));
        var isNamed = known.FindingCount > 0
            && known.Findings.All(static finding => finding.Check == ProofCheck.SealedIsMissing
                && finding.What.Contains("commits are missing", StringComparison.Ordinal));
        Report.Line($"  {name,-14} {took.TotalSeconds,5:0.0} s  {has.Count,7:N0} settlements, {before.Length:N0} were "
            + $"acknowledged before it: {missing:N0} missing; {alone.FindingCount:N0} findings; behind it {tail:N0}: "
            + $"{(isNamed ? known.Findings[0].What : $"NOT NAMED, {known.FindingCount:N0} findings")}");
        return missing == 0 && alone.IsClean && isNamed;
    }

    static async Task<ProofReport> Prove(IJournalStore copy, IReadOnlyList<PlacedHead> heads) => (await Prover.Prove(
        null, heads, true, copy, TestSeals.Trust, TimeProvider.System, null, CancellationToken.None)).Report;

    /// <summary>Waits until more are acknowledged.</summary>
    static async Task More(ConcurrentQueue<OperationId> acknowledged, Task load)
    {
        for (var enough = acknowledged.Count + (PerSecond / 4); acknowledged.Count < enough;)
        {
            await (load.IsFaulted ? load : Task.Delay(Beat));
        }
    }

    /// <summary>Asks for so many settlements a second, whether those before are answered or not.</summary>
    static async Task Settle(Town town, ConcurrentQueue<OperationId> acknowledged, CancellationToken stop)
    {
        var (random, asked) = (new Random(1), new List<Task>());
        using var timer = new PeriodicTimer(Beat);
        while (!stop.IsCancellationRequested)
        {
            for (var n = 0; n < PerSecond * Beat.TotalSeconds; n++)
            {
                asked.Add(One(random.Next(town.Patients), random.Next()));
            }
            asked.RemoveAll(static one => one.IsCompletedSuccessfully);
            await (asked.Find(static one => one.IsFaulted) ?? Task.CompletedTask);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
        await Task.WhenAll(asked);

        async Task One(int patient, int seed) => acknowledged.Enqueue(
            (await town.Settle(patient, new Random(seed))).OrThrow().Operation);
    }

    static async Task<IReadOnlyList<PlacedHead>> HeadsOf(IJournalStore store) =>
        (await SealProver.Prove(store, TestSeals.Trust, KnownSeals.None, full: false, default)).Heads;
}
