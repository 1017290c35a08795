namespace Gongji.Journal.Reaching;

/// <summary>What is asked for while other things are being read is read together: whoever comes alone is read at once,
/// and under load the groups grow by themselves.</summary>
/// <param name="read">Gives for each that is asked what was found. It begins after all of them were asked.</param>
/// <param name="atOnce">Groups that are read at once.</param>
sealed class GroupRead<TAsked, TFound>(Func<IReadOnlyList<TAsked>, Task<TFound[]>> read, int atOnce)
{
    /// <summary>So many that each costs little, so few that none of them waits long for the others.</summary>
    public const int GroupMax = 64;

    readonly Lock _lock = new();
    readonly Queue<Waiting> _queue = new();
    int _underWay;

    public Task<TFound> Read(TAsked asked)
    {
        var waiting = new Waiting(
            asked, new TaskCompletionSource<TFound>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_lock)
        {
            _queue.Enqueue(waiting);
            if (_underWay == atOnce)
            {
                return waiting.Found.Task;
            }
            _underWay++;
        }
        // Not in the turn of whoever asks: others would wait for that one.
        _ = Task.Run(ReadAll);
        return waiting.Found.Task;
    }

    async Task ReadAll()
    {
        while (Take() is { Count: > 0 } group)
        {
            await Read(group);
        }
    }

    async Task Read(List<Waiting> group)
    {
        try
        {
            var found = await read(group.ConvertAll(static waiting => waiting.Asked));
            for (var i = 0; i < found.Length; i++)
            {
                group[i].Found.SetResult(found[i]);
            }
        }
        catch (Exception failed) when (group.Count == 1 || Unreached.Is(failed))
        {
            group.ForEach(waiting => waiting.Found.SetException(failed));
        }
        catch (Exception)
        {
            // One of them can't be read, and is nobody else's trouble.
            foreach (var waiting in group)
            {
                await Read([waiting]);
            }
        }
    }

    List<Waiting> Take()
    {
        lock (_lock)
        {
            var group = new List<Waiting>(Math.Min(_queue.Count, GroupMax));
            while (group.Count < GroupMax && _queue.TryDequeue(out var waiting))
            {
                group.Add(waiting);
            }
            if (group.Count == 0)
            {
                _underWay--;
            }
            return group;
        }
    }

    sealed record Waiting(TAsked Asked, TaskCompletionSource<TFound> Found);
}
