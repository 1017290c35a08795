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
using Npgsql;

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
        await using var store = PostgresJournalStore.Over(databases, TimeProvider.System, options.Lanes);
        await store.Prepare(CancellationToken.None);
        var families = await HeldMoney.Of(policies, databases.Length);
        await families.Write(store, holds);
        var stuck = await StuckIn(store, away, families);
        var postmaster = await ProcessorTime.PostmasterOf(databases[0]);
        await far.Kill();

        var began = Stopwatch.GetTimestamp();
        TimeSpan elsewhere;
        await using (await Engine.Start(EngineKind.Silo, store, policies, new JournalOptions()))
        {
            elsewhere = await Closed(databases[..away], stuck, began, postmaster);
            await far.StartAgain();
            await Closed(databases, 0, Stopwatch.GetTimestamp(), postmaster);
        }
        var proof = await Prover.ProveAll(store, TimeProvider.System, null, CancellationToken.None);
        Report.Say(proof.Report);
        return elsewhere <= Bound && proof.Report.IsClean;
    }

    /// <summary>How many holds in the other databases are of patients in the one that will be away.</summary>
    async Task<int> StuckIn(IJournalStore store, int away, HeldMoney families)
    {
        var stuck = 0;
        for (var database = 0; database < away; database++)
        {
            var open = await store.OpenWork(database, null, holds, CancellationToken.None);
            stuck += open.Count(mark => families.DatabaseOfPatient(HeldMoney.FamilyOf(mark.Grain)) == away);
        }
        return stuck;
    }

    /// <summary>Looks until nothing is open that can be closed, and says what that took of the processors.</summary>
    /// <param name="stuck">How many can't be closed.</param>
    /// <param name="postmaster">Of the server of the databases that are never away.</param>
    static async Task<TimeSpan> Closed(string[] databases, int stuck, long began, int postmaster)
    {
        NpgsqlDataSource[] sources = [.. databases.Select(NpgsqlDataSource.Create)];
        var (silo, server) = (Usage.Now(), ProcessorTime.OfServer(postmaster));
        while (true)
        {
            var left = (await Task.WhenAll(sources.Select(OpenIn))).Sum() - stuck;
            var elapsed = Stopwatch.GetElapsedTime(began);
            Report.Line(string.Create(
                CultureInfo.InvariantCulture, $"  after {elapsed.TotalSeconds,5:0.0} s {left,9:N0} holds left"));
            if (left == 0 || elapsed > GiveUpAfter)
            {
                Array.ForEach(sources, static source => source.Dispose());
                SayUsed(elapsed, Usage.Now() - silo, ProcessorTime.OfServer(postmaster) - server);
                return elapsed;
            }
            await Task.Delay(LookEvery);
        }
    }

    static async Task<long> OpenIn(NpgsqlDataSource source)
    {
        await using var count = source.CreateCommand("SELECT count(*) FROM open_work");
        return (long)(await count.ExecuteScalarAsync())!;
    }

    static void SayUsed(TimeSpan elapsed, Usage silo, TimeSpan server) => Report.Line(string.Create(
        CultureInfo.InvariantCulture,
        $"  processor  silo {silo.Processor.TotalSeconds:0.0} s, {silo.Collections} collections; "
        + $"server of what was not away {server.TotalSeconds:0.0} s; "
        + $"{elapsed.TotalSeconds * Environment.ProcessorCount:0.0} s were there"));
}
