using System.Diagnostics;
using System.Globalization;
using Gongji.Journal.Entries;
using Gongji.Journal.Postgres;
using Gongji.Journal.Writing;
using Gongji.LoadTests.Engines;
using Gongji.LoadTests.Measuring;
using Gongji.LoadTests.Workload;
using Gongji.Policy.Areas;
using Gongji.Proof.Proving;
using Gongji.Tests.Support;

namespace Gongji.LoadTests.Holding;

/// <summary>Measures how long a silo that starts takes to close holds that everybody has forgotten, in a journal over
/// three databases of which one is away.</summary>
sealed class HoldRun(PolicyPacks policies, LoadOptions options, int holds)
{
    /// <summary>What can be closed is closed within this time.</summary>
    static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(5);
    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <returns>Whether the bound was kept and the books are clean.</returns>
    public async Task<bool> Run()
    {
        await using var near = await PostgresServer.Start("shared_buffers=1GB", "max_wal_size=8GB");
        await using var far = await PostgresServer.Start();
        string[] databases =
            [await near.CreateDatabase(), await near.CreateDatabase(), await far.CreateDatabase()];
        var away = databases.Length - 1;
        await using var store = PostgresJournalStore.Over(databases, options.Lanes);
        await store.Prepare(CancellationToken.None);
        var families = await HeldMoney.Of(policies, databases.Length);
        await families.Write(store, holds);
        far.Kill();

        var began = Stopwatch.GetTimestamp();
        TimeSpan elsewhere;
        await using (await Engine.Start(EngineKind.Silo, store, policies, new JournalOptions()))
        {
            elsewhere = await Closed(store, began, (database, family) =>
                database != away && families.DatabaseOfPatient(family) != away, [0, 1]);
            await far.StartAgain();
            var back = Stopwatch.GetTimestamp();
            await Closed(store, back, static (_, _) => true, [0, 1, 2]);
        }
        var proof = await Prover.ProveAll(store, TimeProvider.System, null, CancellationToken.None);
        Report.Say(proof.Report);
        return elsewhere <= Bound && proof.Report.IsClean;
    }

    /// <summary>Looks until nothing is open that can be closed.</summary>
    /// <param name="canBeClosed">Of a database and a family that has money set aside in it.</param>
    async Task<TimeSpan> Closed(
        IJournalStore store, long began, Func<int, int, bool> canBeClosed, int[] databases)
    {
        while (true)
        {
            var left = 0;
            foreach (var database in databases)
            {
                var open = await store.OpenWork(database, null, holds, CancellationToken.None);
                left += open.Count(mark => canBeClosed(database, HeldMoney.FamilyOf(mark.Grain)));
            }
            var elapsed = Stopwatch.GetElapsedTime(began);
            Report.Line(string.Create(
                CultureInfo.InvariantCulture, $"  after {elapsed.TotalSeconds,5:0.0} s {left,9:N0} holds left"));
            if (left == 0 || elapsed > GiveUpAfter)
            {
                return elapsed;
            }
            await Task.Delay(LookEvery);
        }
    }
}
