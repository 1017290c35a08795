using System.Diagnostics;
using Gongji.Journal.Writing;
using Gongji.LoadTests.Engines;
using Gongji.LoadTests.Measuring;
using Gongji.LoadTests.Workload;
using Gongji.Policy.Areas;
using Gongji.Proof.Proving;

namespace Gongji.LoadTests.Settling;

/// <summary>Settles bills in a closed loop, and counts what this process and the journal do for it.</summary>
sealed class Settlements(EngineKind kind, IPolicies policies, LoadOptions options, string folder)
{
    /// <returns>Whether the books are clean.</returns>
    public async Task<bool> Run()
    {
        var clean = true;
        foreach (var store in options.Stores)
        {
            foreach (var load in options.Loads)
            {
                await using var journals = options.JournalsOf(store, folder);
                clean &= await Measure(journals, load);
            }
        }
        return clean;
    }

    async Task<bool> Measure(Journals journals, LoadKind load)
    {
        await using var store = new MeasuredStore(await journals.Make());
        await using (var engine = await Engine.Start(
            kind, store, policies, new JournalOptions { BatchMax = options.BatchMax }))
        {
            var town = new Town(
                engine.Grains, options.Persons, load, ChinaTime.DayOf(TimeProvider.System.GetUtcNow()));
            var began = Stopwatch.GetTimestamp();
            await town.Enrol(options.Loop.Callers);
            var enrolled = Stopwatch.GetElapsedTime(began);
            var measured = await Settle(town, store);
            measured.Say($"{journals.Name} {load}, {kind}".ToLowerInvariant());
            Report.Line($"  enrolled   {options.Persons:N0} persons in {enrolled.TotalSeconds:0.0} s");
        }
        var proof = (await Prover.ProveAll(store, TimeProvider.System, null, CancellationToken.None)).Report;
        Report.Say(proof);
        return proof.IsClean;
    }

    async Task<Measured> Settle(Town town, MeasuredStore store)
    {
        var choice = new Choice(town.Patients, options.Zipf);
        Usage before = default, after = default;
        (long Commits, long Entries, TimeSpan Time) journal = default;
        var answered = await new ClosedLoop(options.Loop).Run(
            random => Figures.IsReceipt(town.Settle(choice.Next(random), random)),
            () =>
            {
                store.Take();
                before = Usage.Now();
            },
            () => (after, journal) = (Usage.Now(), store.Take()));
        return new Measured(answered, after - before, journal);
    }
}
