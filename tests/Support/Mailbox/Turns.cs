namespace Gongji.Tests.Support.Mailbox;

/// <summary>Runs the turns of one grain one after another, in the order in which they became ready. Between two turns
/// of a call, turns of other calls of the grain may run: calls interleave where they wait.</summary>
/// <param name="host">Where the turns run.</param>
sealed class Turns(TaskScheduler host) : TaskScheduler
{
    /// <summary>Turns that run before other grains get a chance.</summary>
    const int TurnsAtOnce = 64;

    readonly Lock _lock = new();
    readonly Queue<Task> _turns = new();
    bool _running;

    protected override void QueueTask(Task task)
    {
        lock (_lock)
        {
            _turns.Enqueue(task);
            if (_running)
            {
                return;
            }
            _running = true;
        }
        Run();
    }

    /// <summary>Never inline: a turn that starts inside another would see it half done.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_lock)
        {
            return [.. _turns];
        }
    }

    void Run() => _ = Task.Factory.StartNew(
        static turns => ((Turns)turns!).RunTurns(),
        this,
        CancellationToken.None,
        TaskCreationOptions.DenyChildAttach | TaskCreationOptions.HideScheduler,
        host);

    void RunTurns()
    {
        for (var turns = 0; turns < TurnsAtOnce; turns++)
        {
            Task? turn;
            lock (_lock)
            {
                if (!_turns.TryDequeue(out turn))
                {
                    _running = false;
                    return;
                }
            }
            TryExecuteTask(turn);
        }
        Run();
    }
}
