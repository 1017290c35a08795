using Gongji.Journal.Entries;
using Gongji.Journal.Writing;
using Gongji.LoadTests.Engines;
using Gongji.LoadTests.Measuring;
using Gongji.LoadTests.Workload;
using Gongji.Policy.Areas;
using Gongji.Tests.Support;

namespace Gongji.LoadTests.Checking;

/// <summary>Measures what it costs that grains find out whether they are current before others rely on what they say:
/// one silo with and without it by turns, so that what else the machine does meets both alike.</summary>
/// <param name="slices">Turns of each.</param>
sealed class CheckRun(IPolicies policies, LoadOptions options, string folder, int slices)
{
    /// <summary>Until all callers of a slice wait for answers as they will go on to.</summary>
    static readonly TimeSpan SetIn = TimeSpan.FromSeconds(0.5);

    public async Task Run()
    {
        Report.Line(
            $"  {"",-22}{"checks each",12}{"a second: without",26}{"with",26}{"",7}{"µs: without",12}{"with",9}");
        await Measure("memory", async () => await Prepared(new MemoryJournalStore()));
        foreach (var store in options.Stores)
        {
            await using var journals = options.JournalsOf(store, folder);
            await Measure(journals.Name, journals.Make);
        }
    }

    static async Task<IJournalStore> Prepared(MemoryJournalStore store)
    {
        await store.Prepare(CancellationToken.None);
        return store;
    }

    async Task Measure(string name, Func<Task<IJournalStore>> make)
    {
        foreach (var load in options.Loads)
        {
            await using var store = new CheckedStore(await make());
            await using var engine = await Engine.Start(EngineKind.Silo, store, policies, new JournalOptions());
            var town = new Town(
                engine.Grains, options.Persons, load, ChinaTime.DayOf(TimeProvider.System.GetUtcNow()));
            await town.Enrol(options.Loop.Callers);
            var choice = new Choice(town.Patients, options.Zipf);
            await Compare($"{name}, {load}".ToLowerInvariant(), store, random =>
                Figures.IsReceipt(town.Settle(choice.Next(random), random)));
            if (load == LoadKind.Simple)
            {
                var registrations = new Registrations(engine.Grains, town);
                await registrations.Open();
                await Compare($"{name}, register".ToLowerInvariant(), store, random =>
                    registrations.Register(choice.Next(random)));
            }
        }
    }

    async Task Compare(string what, CheckedStore store, Func<Random, Task<bool>> ask)
    {
        var (without, with) = (new Arm(), new Arm());
        for (var slice = 0; slice < slices; slice++)
        {
            var turn = options.Loop with
            {
                WarmUp = slice == 0 ? options.Loop.WarmUp : SetIn,
                Counted = options.Loop.Counted / slices,
                Seed = options.Loop.Seed + (slice * options.Loop.Callers),
            };
            // Who was second is first in the next round.
            foreach (var isSpared in slice % 2 == 0 ? [true, false] : new[] { false, true })
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
                store.IsSpared = isSpared;
                await Slice(isSpared ? without : with, store, turn, ask);
            }
        }
        Say(what, without, with);
    }

    static async Task Slice(Arm arm, CheckedStore store, LoopOptions turn, Func<Random, Task<bool>> ask)
    {
        Usage before = default, after = default;
        var checks = 0L;
        var answered = await new ClosedLoop(turn).Run(
            ask,
            () =>
            {
                before = Usage.Now();
                store.Take();
            },
            () => (after, checks) = (Usage.Now(), store.Take()));
        arm.Add(answered, after - before, checks);
    }

    static void Say(string what, Arm without, Arm with) => Report.Line(
        $"  {what,-22}{with.ChecksEach,12:0.00}{Of(without),26}{Of(with),26}"
        + $"{with.PerSecond / without.PerSecond - 1,7:+0.0%;-0.0%}{without.MicrosEach,12:0.0}{with.MicrosEach,9:0.0}"
        + $"  {Figures.LoadAverage()}");

    static string Of(Arm arm) =>
        FormattableString.Invariant($"{arm.PerSecond:0} ({arm.Spread.From:0} to {arm.Spread.To:0})");
}
