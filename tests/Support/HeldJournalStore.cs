using Gongji.Journal.Entries;

namespace Gongji.Tests.Support;

/// <summary>Keeps the writes of chosen grains waiting until a test lets them go: what is decided meanwhile is in memory
/// alone.</summary>
public sealed class HeldJournalStore(IJournalStore inner) : PassThroughStore(inner)
{
    readonly Lock _lock = new();
    readonly Dictionary<GrainKey, (TaskCompletionSource Came, TaskCompletionSource Go)> _held = [];

    /// <summary>Keeps the grain's writes waiting from now on; completes when the first one waits.</summary>
    public Task Hold(GrainKey grain)
    {
        lock (_lock)
        {
            _held[grain] = (New(), New());
            return _held[grain].Came.Task;
        }
    }

    /// <summary>Lets the grain's writes through again.</summary>
    public void LetGo(GrainKey grain)
    {
        lock (_lock)
        {
            _held.Remove(grain, out var held);
            held.Go.SetResult();
        }
    }

    public override async Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop)
    {
        foreach (var grain in batch.Entries.Select(entry => entry.Grain).Distinct())
        {
            await Passing(grain);
        }
        return await base.Write(lane, batch, stop);
    }

    Task Passing(GrainKey grain)
    {
        lock (_lock)
        {
            if (!_held.TryGetValue(grain, out var held))
            {
                return Task.CompletedTask;
            }
            held.Came.TrySetResult();
            return held.Go.Task;
        }
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
