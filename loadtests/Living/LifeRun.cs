using System.Diagnostics;
using Gongji.Institutions;
using Gongji.Journal.Entries;
using Gongji.Journal.Writing;
using Gongji.LoadTests.Engines;
using Gongji.LoadTests.Measuring;
using Gongji.LoadTests.Workload;
using Gongji.Policy.Areas;
using Gongji.Proof.Proving;

namespace Gongji.LoadTests.Living;

/// <summary>Measures what grains take that have lived for years: memory, snapshot, and the time until they are back in
/// memory.</summary>
sealed class LifeRun(IPolicies policies, LoadOptions options, string folder)
{
    /// <summary>Somebody with an account pays so often in a year, and is credited each month.</summary>
    const int SettlementsAYear = 20;

    const int CreditsAYear = 12;

    const int DaysAMonth = 30;

    /// <summary>A pharmacy's operators over some years.</summary>
    const int SignIns = 200_000;

    /// <summary>They bring in what all share.</summary>
    const int First = 20;

    static readonly int[] Years = [1, 20];

    /// <returns>Whether the books are clean.</returns>
    public async Task<bool> Run()
    {
        Report.Line($"{SettlementsAYear} settlements and {CreditsAYear} credits a year; each is asked once:");
        Report.Line($"  {"",-46}{"heap bytes",12}{"snapshot",12}{"ms: p50",10}{"p99",8}");
        var clean = true;
        foreach (var kind in options.Stores)
        {
            await using var journals = options.JournalsOf(kind, folder);
            foreach (var years in Years)
            {
                foreach (var load in options.Loads)
                {
                    clean &= await Measure(journals, load, years);
                }
            }
            clean &= await MeasureInstitutions(journals);
        }
        return clean;
    }

    async Task<bool> Measure(Journals journals, LoadKind load, int years)
    {
        await using var store = await journals.Make();
        var time = new SetTime();
        await using (var engine = await SiloEngine.Start(store, policies, new JournalOptions(), time: time))
        {
            await Live(engine, load, years, time);
        }
        await using (var engine = await Engine.Start(EngineKind.Silo, store, policies, new JournalOptions()))
        {
            var back = Of(engine, load, time);
            var name = $"{journals.Name}, {years} years, {load}: ".ToLowerInvariant();
            await Ask(store, name + "patient", back.Patients, n => GrainKey.Person(back.PatientAt(n)), back.View);
            if (back.Families is > 0 and var families)
            {
                await Ask(store, name + "funder", families, n => GrainKey.Person(Town.FunderOf(n)), back.ViewFunder);
                await Ask(
                    store, name + "network", families, n => GrainKey.Network(Town.NetworkOf(n)), back.ViewNetwork);
            }
        }
        return await Prove(store);
    }

    /// <summary>Lives through years that are to come: what holds last goes on to hold.</summary>
    async Task Live(SiloEngine engine, LoadKind load, int years, SetTime time)
    {
        await Of(engine, load).Enrol(options.Loop.Callers);
        var settled = 0;
        for (var month = 0; month < years * CreditsAYear; month++)
        {
            time.Ahead = TimeSpan.FromDays(DaysAMonth * month);
            var town = Of(engine, load, time, before: (long)settled * options.Persons);
            await Each(town.Accounts, account => town.Credit(account, month));
            for (; settled < (month + 1) * SettlementsAYear / CreditsAYear; settled++)
            {
                await Each(town.Patients, async patient =>
                    (await town.Settle(patient, new Random(patient + month))).OrThrow());
            }
        }
    }

    Task Each(int count, Func<int, Task> act) => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = options.Loop.Callers },
        async (n, _) => await act(n));

    async Task<bool> MeasureInstitutions(Journals journals)
    {
        await using var store = await journals.Make();
        await using (var engine = await Engine.Start(EngineKind.Silo, store, policies, new JournalOptions()))
        {
            for (var pharmacy = 0; pharmacy <= First; pharmacy++)
            {
                await SignInTo(engine.Grains.Institution(Pharmacy(pharmacy)), pharmacy);
            }
        }
        await using (var engine = await Engine.Start(EngineKind.Silo, store, policies, new JournalOptions()))
        {
            await Ask(
                store,
                $"{journals.Name}, {SignIns:N0} sign-ins: institution".ToLowerInvariant(),
                First + 1,
                static n => GrainKey.Institution(Pharmacy(n)),
                n => engine.Grains.Institution(Pharmacy(n)).History());
        }
        return await Prove(store);
    }

    /// <summary>The last one is signed in to for years, the others once.</summary>
    async Task SignInTo(IInstitution institution, int pharmacy)
    {
        (await institution.Register(new RegisterInstitution(
            Named("pharmacy"),
            new InstitutionProfile(
                Pharmacy(pharmacy), "药房", AreaCode.Of("610100"), InstitutionKind.Pharmacy, 0, []),
            new DateOnly(2000, 1, 1)))).OrThrow();
        await Each(pharmacy == First ? SignIns : 1, async n =>
            (await institution.SignIn(new SignIn(Named($"9001/{n}"), "op01"))).OrThrow());
    }

    static InstitutionCode Pharmacy(int n) => InstitutionCode.Of($"P6101000{n:D4}");

    Town Of(IEngine engine, LoadKind load, TimeProvider? time = null, long before = 0) => new(
        engine.Grains, options.Persons, load, ChinaTime.DayOf((time ?? TimeProvider.System).GetUtcNow()), before);

    static async Task Ask<T>(
        IJournalStore store, string name, int count, Func<int, GrainKey> key, Func<int, Task<Answer<T>>> ask)
        where T : class
    {
        for (var n = 0; n < First; n++)
        {
            (await ask(n)).OrThrow();
        }
        var (latency, bytes, unsaved) = (new Latency(), 0L, 0);
        var before = Heap();
        for (var n = First; n < count; n++)
        {
            var began = Stopwatch.GetTimestamp();
            (await ask(n)).OrThrow();
            latency.Add(Stopwatch.GetElapsedTime(began));
        }
        var heap = (Heap() - before) / (count - First);
        for (var n = First; n < count; n++)
        {
            var snapshot = await store.ReadSnapshot(key(n), CancellationToken.None);
            bytes += snapshot?.Body.Length ?? 0;
            unsaved += snapshot is null ? 1 : 0;
        }
        Report.Line($"  {name,-46}{heap,12:N0}{bytes / (count - First),12:N0}"
            + $"{latency.At(0.5).TotalMilliseconds,10:0.0}{latency.At(0.99).TotalMilliseconds,8:0.0}"
            + (unsaved > 0 ? $"  {unsaved:N0} have no snapshot" : ""));
    }

    static async Task<bool> Prove(IJournalStore store)
    {
        var proof = (await Prover.ProveAll(store, TimeProvider.System, null, CancellationToken.None)).Report;
        if (!proof.IsClean)
        {
            Report.Say(proof);
        }
        return proof.IsClean;
    }

    static long Heap()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    static Operation Named(string name) => new(OperationId.Of(name), "00000000000000000000000000000000");

    /// <summary>The system's clock, set forward.</summary>
    sealed class SetTime : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;
    }
}
