using System.Diagnostics;
using Gongji.Journal.Entries;
using Gongji.Journal.Writing;
using Gongji.LoadTests.Engines;
using Gongji.LoadTests.Measuring;
using Gongji.LoadTests.Workload;
using Gongji.Policy.Areas;
using Gongji.Proof.Proving;

namespace Gongji.LoadTests.Comparing;

/// <summary>One of the engines that are compared, with a journal and with persons of its own.</summary>
sealed class Contestant(
    EngineKind kind, IJournalStore store, IPolicies policies, LoadKind load, LoadOptions options) : IAsyncDisposable
{
    /// <summary>More bills than are settled between two starts.</summary>
    const long BillsEach = 1_000_000_000;

    readonly DateOnly _today = ChinaTime.DayOf(TimeProvider.System.GetUtcNow());
    IEngine? _engine;
    Town _town = null!;
    long _starts;

    public EngineKind Kind => kind;

    public Score Cold { get; } = new();

    public Score Settling { get; } = new();

    /// <summary>Starts the engine anew: no grain is in memory.</summary>
    public async Task Start()
    {
        await End();
        _engine = await Engine.Start(kind, store, policies, new JournalOptions { BatchMax = options.BatchMax });
        _town = new Town(_engine.Grains, options.Persons, load, _today, _starts++ * BillsEach);
    }

    public async Task End()
    {
        await (_engine?.DisposeAsync() ?? ValueTask.CompletedTask);
        _engine = null;
    }

    /// <summary>Enrols the persons and lets each patient settle once.</summary>
    public async Task Enrol()
    {
        await _town.Enrol(options.Loop.Callers);
        await ForEachPatient(async patient => (await _town.Settle(patient, new Random(patient))).OrThrow());
    }

    /// <summary>Calls every patient into memory.</summary>
    public async Task WakeAll(bool counts)
    {
        var (before, began) = (Usage.Now(), Stopwatch.GetTimestamp());
        await ForEachPatient(async patient => (await _town.View(patient)).OrThrow());
        if (counts)
        {
            Cold.Add(_town.Patients, Stopwatch.GetElapsedTime(began), Usage.Now() - before);
        }
    }

    public async Task Settle(LoopOptions slice)
    {
        var choice = new Choice(_town.Patients, options.Zipf);
        Usage before = default, after = default;
        var answered = await new ClosedLoop(slice).Run(
            random => Figures.IsReceipt(_town.Settle(choice.Next(random), random)),
            () => before = Usage.Now(),
            () => after = Usage.Now());
        Settling.Add(answered.Latency.Count, answered.Elapsed, after - before);
        Settling.Latency.Add(answered.Latency);
        Settling.Refused += answered.Refused;
    }

    public async Task<ProofReport> Prove() =>
        (await Prover.ProveAll(store, TimeProvider.System, null, CancellationToken.None)).Report;

    public async ValueTask DisposeAsync()
    {
        await End();
        await store.DisposeAsync();
    }

    Task ForEachPatient(Func<int, Task> act) => Parallel.ForEachAsync(
        Enumerable.Range(0, _town.Patients),
        new ParallelOptions { MaxDegreeOfParallelism = options.Loop.Callers },
        async (patient, _) => await act(patient));
}
