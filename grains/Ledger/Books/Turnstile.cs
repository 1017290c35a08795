namespace Gongji.Ledger.Books;

/// <summary>Lets one caller of a grain at a time through, in the order of their coming, while the others wait without
/// holding up the grain. The grain runs on one thread at a time, so nothing here is locked.</summary>
sealed class Turnstile(int waitingMax)
{
    readonly Queue<TaskCompletionSource> _waiting = new();
    bool _taken;

    /// <summary>Waits for the turn. False when too many wait already.</summary>
    public ValueTask<bool> Enter()
    {
        if (!_taken)
        {
            _taken = true;
            return ValueTask.FromResult(true);
        }
        return _waiting.Count < waitingMax ? Wait() : ValueTask.FromResult(false);
    }

    public void Leave()
    {
        if (!_waiting.TryDequeue(out var next))
        {
            _taken = false;
            return;
        }
        next.SetResult();
    }

    async ValueTask<bool> Wait()
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(turn);
        await turn.Task;
        return true;
    }
}
