namespace Gongji;

/// <summary>A grain's own book: its state in memory and the journal behind it.</summary>
/// <remarks>An event changes memory in the same turn in which it is queued for the journal. The reply that it leads
/// to leaves only when <see cref="IGrainJournal.Durable"/> says so; the host of the grain sees to that for every
/// reply, so that grains never have to think of it.</remarks>
public sealed class Book<TState>(TState state, IGrainJournal journal, TimeProvider time) where TState : IGrainState
{
    public TState State { get; } = state;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The day in China, where the sun of every area's calendar rises eight hours before Greenwich's.</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.ToOffset(TimeSpan.FromHours(8)).DateTime);

    public Task Durable => journal.Durable;

    public IGrainJournal Journal => journal;

    /// <summary>Records events: applies them to memory and queues them, all or none.</summary>
    /// <exception cref="OverloadedException">The queue is full; nothing was recorded.</exception>
    public void Record(OperationId? operation, params IReadOnlyList<IGrainEvent> events)
    {
        journal.EnsureRoom();
        var at = Now;
        var first = journal.Sequence + 1;
        var before = State.HasOpenWork;
        for (var i = 0; i < events.Count; i++)
        {
            State.Apply(new Recorded(first + i, at, operation, events[i]));
        }
        var after = State.HasOpenWork;
        journal.Append(at, operation, events, before == after ? null : after);
    }
}
