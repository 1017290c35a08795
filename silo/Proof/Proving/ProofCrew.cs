using Gongji.Journal.Entries;
using Gongji.Proof.Reading;

namespace Gongji.Proof.Proving;

/// <summary>Proves grains side by side while the next ones are read: each worker has its own books, which are added up
/// in the end. A grain stays with one worker.</summary>
/// <param name="books">Of each worker.</param>
/// <param name="rules">By which settlements are decided again.</param>
/// <param name="scheduler">Where they work.</param>
sealed class ProofCrew(Books[] books, KeptRules rules, TaskScheduler scheduler, CancellationToken stop)
{
    const int StepsMax = 256;

    readonly Task[] _work = [.. Enumerable.Repeat(Task.CompletedTask, books.Length)];
    List<Step> _steps = new(StepsMax);
    GrainProof? _grain;
    int _worker;

    /// <param name="counted">The last entry that an earlier proof has counted.</param>
    public async ValueTask Begin(GrainKey grain, Snapshot? snapshot, long counted)
    {
        if (_steps.Count >= StepsMax / 2)
        {
            await Send();
            _worker = (_worker + 1) % books.Length;
        }
        _grain = new GrainProof(grain, snapshot, counted, rules, books[_worker]);
    }

    public async ValueTask Take(Entry entry)
    {
        await rules.Know(entry, stop);
        await Add(StepKind.Entry, entry);
    }

    public ValueTask End() => Add(StepKind.End, null);

    /// <summary>An entry that is younger than the proof and that the snapshot may include.</summary>
    public ValueTask TakeForSnapshot(Entry entry) => Add(StepKind.EntryForSnapshot, entry);

    public ValueTask EndForSnapshot() => Add(StepKind.EndForSnapshot, null);

    /// <summary>Waits for all and adds their books to these.</summary>
    public async Task AddTo(Books sum)
    {
        await Send();
        await Task.WhenAll(_work);
        Array.ForEach(books, sum.Add);
    }

    ValueTask Add(StepKind kind, Entry? entry)
    {
        _steps.Add(new Step(_grain!, kind, entry));
        return _steps.Count < StepsMax ? ValueTask.CompletedTask : new ValueTask(Send());
    }

    /// <summary>Waits for what the worker got before, so that no more is read ahead than can be proven.</summary>
    async Task Send()
    {
        await _work[_worker];
        var steps = _steps;
        _steps = new List<Step>(StepsMax);
        _work[_worker] = Task.Factory.StartNew(
            () => steps.ForEach(static step => step.Do()), stop, TaskCreationOptions.DenyChildAttach, scheduler);
    }

    enum StepKind
    {
        Entry,
        End,
        EntryForSnapshot,
        EndForSnapshot,
    }

    readonly record struct Step(GrainProof Grain, StepKind Kind, Entry? Entry)
    {
        public void Do()
        {
            switch (Kind)
            {
                case StepKind.Entry:
                    Grain.Take(Entry!);
                    break;
                case StepKind.End:
                    Grain.End();
                    break;
                case StepKind.EntryForSnapshot:
                    Grain.TakeForSnapshot(Entry!);
                    break;
                case StepKind.EndForSnapshot:
                    Grain.EndBeforeSnapshot();
                    break;
            }
        }
    }
}
