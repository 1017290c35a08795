namespace Gongji.Tests.Support;

/// <summary>Runs nothing by itself: a test has everything run that can run, then looks. So calls meet where the test
/// wants them to meet, every time.</summary>
public sealed class SteppedScheduler : TaskScheduler
{
    readonly Queue<Task> _ready = new();

    /// <summary>Starts a call and runs until everything waits for something that only the test can bring about.
    /// </summary>
    public Task<T> Start<T>(Func<Task<T>> call)
    {
        var answer = Task.Factory
            .StartNew(call, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this)
            .Unwrap();
        RunAll();
        return answer;
    }

    /// <summary>Runs a call to its end.</summary>
    public T Run<T>(Func<Task<T>> call) => AnswerOf(Start(call));

    /// <inheritdoc cref="Run{T}"/>
    public void Run(Func<Task> call) => Run(async () =>
    {
        await call();
        return true;
    });

    /// <summary>The answer of a call that nothing keeps waiting any more.</summary>
    public T AnswerOf<T>(Task<T> answer)
    {
        RunAll();
        return answer.IsCompleted
            ? answer.GetAwaiter().GetResult()
            : throw new InvalidOperationException("the call still waits for something");
    }

    /// <summary>Runs until everything waits for something that only the test can bring about.</summary>
    public void RunAll() => RunAll(static () => { });

    /// <summary>Brings something about, then runs what follows from it.</summary>
    public void RunAll(Action first)
    {
        // The test runner's own context would carry continuations to other threads.
        var runners = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        first();
        while (_ready.TryDequeue(out var task))
        {
            TryExecuteTask(task);
        }
        SynchronizationContext.SetSynchronizationContext(runners);
    }

    protected override void QueueTask(Task task) => _ready.Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _ready];
}
