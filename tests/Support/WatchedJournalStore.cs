using Gongji.Journal.Entries;

namespace Gongji.Tests.Support;

/// <summary>Tells a test when the journal behind it holds so many entries of a kind.</summary>
public sealed class WatchedJournalStore(IJournalStore inner) : PassThroughStore(inner)
{
    /// <summary>What has not come by then never will: whoever was to write it has ended otherwise.</summary>
    static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    readonly Lock _lock = new();
    readonly Dictionary<string, int> _written = [];
    readonly List<(string Kind, int Count, TaskCompletionSource Reached)> _waiting = [];

    /// <summary>Completes when so many entries of the kind are durable.</summary>
    /// <exception cref="TimeoutException">They are not soon.</exception>
    public async Task Written(string kind, int count)
    {
        try
        {
            await Reached(kind, count).WaitAsync(Soon);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"the journal has not {count} entries {kind} within {Soon}");
        }
    }

    public override async Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop)
    {
        var conflicts = await base.Write(lane, batch, stop);
        if (conflicts.Count == 0)
        {
            lock (_lock)
            {
                foreach (var entry in batch.Entries)
                {
                    _written[entry.Kind] = _written.GetValueOrDefault(entry.Kind) + 1;
                }
                Release();
            }
        }
        return conflicts;
    }

    Task Reached(string kind, int count)
    {
        lock (_lock)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((kind, count, reached));
            Release();
            return reached.Task;
        }
    }

    void Release()
    {
        foreach (var (kind, count, reached) in _waiting)
        {
            if (_written.GetValueOrDefault(kind) >= count)
            {
                reached.TrySetResult();
            }
        }
    }
}
