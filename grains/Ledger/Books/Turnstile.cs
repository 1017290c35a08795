namespace Gongji.Ledger.Books;

/// <summary>Lets one caller of a grain at a time through, in the order of their coming, while the others wait without
/// holding up the grain. The grain runs on one thread at a time, so nothing here is locked.</summary>
sealed class Turnstile(int waitingMax = Turnstile.WaitingMax)
{
    /// <summary>More than a person or a family has under way at once.</summary>
    const int WaitingMax = 256;

    readonly Queue<TaskCompletionSource> _waiting = new();
    bool _taken;

    /// <summary>Waits for the turn, does it, and lets the next one through.</summary>
    /// <exception cref="OverloadedException">Too many wait already; nothing was done.</exception>
    public async Task<T> Pass<T>(Func<Task<T>> act)
    {
        await Enter();
        try
        {
            return await act();
        }
        finally
        {
            Leave();
        }
    }

    ValueTask Enter()
    {
        if (!_taken)
        {
            _taken = true;
            return default;
        }
        return _waiting.Count < waitingMax
            ? Wait()
            : throw new OverloadedException($"{waitingMax} calls wait for their turn already; nothing was booked");
    }

    void Leave()
    {
        if (!_waiting.TryDequeue(out var next))
        {
            _taken = false;
            return;
        }
        next.SetResult();
    }

    async ValueTask Wait()
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(turn);
        await turn.Task;
    }
}
