using Gongji.LoadTests.Engines;
using Gongji.LoadTests.Measuring;
using Gongji.LoadTests.Workload;
using Gongji.Policy.Areas;

namespace Gongji.LoadTests.Comparing;

/// <summary>The engines side by side in this process: they take turns, so that what else the machine does meets both
/// alike.</summary>
/// <param name="slices">Into how many turns the counted seconds of each engine are cut.</param>
sealed class EngineComparison(IPolicies policies, LoadOptions options, string folder, int slices)
{
    /// <summary>How often each engine calls all patients into memory, once more before it counts.</summary>
    const int ColdRounds = 3;

    /// <summary>Until all callers of a slice wait for answers as they will go on to.</summary>
    static readonly TimeSpan SetIn = TimeSpan.FromSeconds(1);

    /// <returns>Whether the books of both are clean.</returns>
    public async Task<bool> Run()
    {
        var clean = true;
        foreach (var store in options.Stores)
        {
            foreach (var load in options.Loads)
            {
                await using var journals = options.JournalsOf(store, folder);
                await using var mailbox = await Make(EngineKind.Mailbox, journals, load);
                await using var silo = await Make(EngineKind.Silo, journals, load);
                await Begin(mailbox, silo);
                await Wake(mailbox, silo);
                await Settle(mailbox, silo);
                ComparisonReport.Say($"{journals.Name}, {load}", mailbox, silo);
                clean &= await Prove(mailbox) & await Prove(silo);
            }
        }
        return clean;
    }

    async Task<Contestant> Make(EngineKind kind, Journals journals, LoadKind load) =>
        new(kind, await journals.Make(), policies, load, options);

    static async Task Begin(params Contestant[] both)
    {
        foreach (var one in both)
        {
            await one.Start();
            await one.Enrol();
            await one.End();
        }
    }

    /// <summary>What runs for the first time is not compiled yet, and counts for nothing.</summary>
    static async Task Wake(params Contestant[] both)
    {
        for (var round = 0; round <= ColdRounds; round++)
        {
            foreach (var one in InTurn(both, round))
            {
                await one.Start();
                Tidy();
                await one.WakeAll(counts: round > 0);
                await one.End();
            }
        }
    }

    async Task Settle(params Contestant[] both)
    {
        foreach (var one in both)
        {
            await one.Start();
            await one.WakeAll(counts: false);
        }
        for (var slice = 0; slice < slices; slice++)
        {
            var turn = options.Loop with
            {
                WarmUp = slice == 0 ? options.Loop.WarmUp : SetIn,
                Counted = options.Loop.Counted / slices,
                Seed = options.Loop.Seed + (slice * options.Loop.Callers),
            };
            foreach (var one in InTurn(both, slice))
            {
                Tidy();
                await one.Settle(turn);
            }
        }
    }

    static async Task<bool> Prove(Contestant one)
    {
        await one.End();
        var proof = await one.Prove();
        Report.Line($"  {one.Kind}");
        Report.Say(proof);
        return proof.IsClean;
    }

    /// <summary>Who was second is first in the next round.</summary>
    static Contestant[] InTurn(Contestant[] both, int round) => round % 2 == 0 ? both : [.. both.Reverse()];

    /// <summary>Nobody pays for what another has left behind.</summary>
    static void Tidy() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
}
