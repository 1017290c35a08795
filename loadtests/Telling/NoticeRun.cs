using System.Diagnostics;
using Gongji.Hosting.Leases;
using Gongji.Hosting.Notices;
using Gongji.Hosting.Options;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Journal.Writing;
using Gongji.Ledger.People;
using Gongji.LoadTests.Engines;
using Gongji.LoadTests.Measuring;
using Gongji.LoadTests.Workload;
using Gongji.Policy.Areas;
using Gongji.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gongji.LoadTests.Telling;

/// <summary>Measures how fast the notices that wait in a journal are made and delivered, to a receiver in this process
/// that takes all of them at once.</summary>
sealed class NoticeRun(PolicyPacks policies, LoadOptions options, int past)
{
    const int Persons = 1_000;

    /// <summary>More bills than a town settles.</summary>
    const long BillsEach = 1_000_000_000;

    /// <summary>Settlements of each patient that wait to be told.</summary>
    const int Untold = 8;

    int _towns;

    /// <returns>Whether all were told, each once.</returns>
    public async Task<bool> Run(string folder)
    {
        var whole = true;
        foreach (var kind in options.Stores)
        {
            await using var journals = options.JournalsOf(kind, folder);
            foreach (var load in options.Loads)
            {
                await using var store = await journals.Make();
                whole &= await Measure($"{journals.Name} {load}".ToLowerInvariant(), store, load);
            }
        }
        return whole;
    }

    async Task<bool> Measure(string name, IJournalStore store, LoadKind load)
    {
        await using var inbox = await Inbox.Start();
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var hosting = new HostingOptions { Notices = { To = inbox.Address } };
        using var receiver = new NoticeReceiver(hosting, TimeProvider.System);
        using var notifier = new Notifier(
            hosting,
            new OnlySilo(),
            store,
            store,
            TestSeals.Sealer,
            receiver,
            ActivatorUtilities.CreateInstance<NoticeMetrics>(services),
            TimeProvider.System,
            NullLogger<Notifier>.Instance);
        await using (var ledger = await Start(store))
        {
            var town = TownOf(ledger, load);
            await town.Enrol(options.Loop.Callers);
            await Settle(town, past);
        }
        await notifier.Begin(CancellationToken.None);
        var end = await store.Cursor("notices", 0, CancellationToken.None);
        int before;
        (TimeSpan Elapsed, Usage Used) told;
        await using (var ledger = await Start(store))
        {
            // The first time, much of it is compiled.
            await Tell(notifier, TownOf(ledger, load));
            before = inbox.Came;
            told = await Tell(notifier, TownOf(ledger, load));
        }
        var notices = inbox.Came - before;
        // What was still under way when the last round began.
        await notifier.Round(CancellationToken.None);

        Report.Line(
            $"{name}, {past} settlements behind each patient: {notices / told.Elapsed.TotalSeconds:N0} notices/s");
        Report.Line($"  a notice   {told.Used.Processor.TotalMicroseconds / notices:0} µs of processor, "
            + $"{told.Used.AllocatedBytes / notices:N0} bytes; the receiver's included");
        var booked = await store.Follow(end).CountAsync(static placed =>
            placed.Entry.Grain.Kind == GrainKind.Person && StatementLines.Has(EventKinds.Decode(placed.Entry).Event));
        var twice = inbox.Came - inbox.Different;
        Report.Line($"  told       {inbox.Different:N0} of {booked:N0}, {twice:N0} of them twice");
        return inbox.Different == booked && inbox.Came == booked;
    }

    /// <summary>All that a page of settlements moved, behind a ledger that still has them in memory.</summary>
    async Task<(TimeSpan Elapsed, Usage Used)> Tell(Notifier notifier, Town town)
    {
        await Settle(town, Untold);
        var (before, began) = (Usage.Now(), Stopwatch.GetTimestamp());
        return await notifier.Round(CancellationToken.None)
            ? (Stopwatch.GetElapsedTime(began), Usage.Now() - before)
            : throw new InvalidOperationException("notices were not delivered");
    }

    Task<IEngine> Start(IJournalStore store) =>
        Engine.Start(EngineKind.Silo, store, policies, new JournalOptions { BatchMax = options.BatchMax });

    Town TownOf(IEngine ledger, LoadKind load) => new(
        ledger.Grains,
        Persons,
        load,
        ChinaTime.DayOf(TimeProvider.System.GetUtcNow()),
        _towns++ * BillsEach);

    /// <summary>All patients settle so often, in turns.</summary>
    async Task Settle(Town town, int settlements)
    {
        for (var n = 0; n < settlements; n++)
        {
            var seed = options.Loop.Seed + n;
            await Parallel.ForEachAsync(
                Enumerable.Range(0, town.Patients),
                new ParallelOptions { MaxDegreeOfParallelism = options.Loop.Callers },
                async (patient, _) => (await town.Settle(patient, new Random(seed + patient))).OrThrow());
        }
    }
}
