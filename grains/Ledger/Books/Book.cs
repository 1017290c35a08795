namespace Gongji.Ledger.Books;

/// <summary>A grain's own book: its state in memory, what it remembers of operations, and the journal behind
/// it.</summary>
/// <remarks>An event changes memory in the same turn in which it is queued for the journal. The reply that it leads
/// to leaves only when <see cref="IGrainJournal.Durable"/> says so; the host of the grain sees to that for every
/// reply, so that grains never have to think of it.</remarks>
public sealed class Book<TState>(IGrainJournal journal, TimeProvider time)
    where TState : IGrainState, new()
{
    public TState State { get; private set; } = new();

    /// <summary>Every operation of the grain, and where its event stands.</summary>
    public KeyIndex Operations { get; private set; } = new();

    /// <summary>To the microsecond, as the journal keeps it: memory and replay see the same moment.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = time.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    /// <summary>The moment under which an entry would stand now. A clock that was set back must not put an entry before
    /// the one that it follows: who asks for a moment gets all that had happened by then.</summary>
    public DateTimeOffset At => Now < journal.LastAt ? journal.LastAt : Now;

    public DateOnly Today => ChinaTime.DayOf(Now);

    public long Sequence => journal.Sequence;

    /// <summary>Completes when all that was recorded so far is durable.</summary>
    public Task Durable => journal.Durable;

    /// <summary>Begins with what a snapshot kept, before the first event is applied.</summary>
    public void Restore(TState state, KeyIndex operations) => (State, Operations) = (state, operations);

    /// <summary>Applies an event that the journal holds already.</summary>
    public void Replay(Recorded recorded)
    {
        State.Apply(recorded);
        if (recorded.Operation is { } operation)
        {
            Operations.Add(operation.Id.Value, recorded.Sequence);
        }
    }

    /// <summary>Records an event.</summary>
    /// <exception cref="OverloadedException">The queue is full; nothing was recorded.</exception>
    public Recorded Record(Operation? operation, IGrainEvent @event)
    {
        journal.EnsureRoom();
        var recorded = new Recorded(journal.Sequence + 1, At, operation, @event);
        var before = State.HasOpenWork;
        Replay(recorded);
        var after = State.HasOpenWork;
        journal.Append(recorded.At, operation, @event, before == after ? null : after);
        return recorded;
    }

    public void Record(IGrainEvent @event) => Record(null, @event);

    /// <summary>Records what follows from what another grain has booked: nobody may hear any more that nothing
    /// was.</summary>
    /// <exception cref="OutcomeUnknownException">The queue is full; here nothing was recorded.</exception>
    public void RecordAfterwards(IGrainEvent @event)
    {
        try
        {
            Record(@event);
        }
        catch (OverloadedException)
        {
            throw new OutcomeUnknownException("the ledger became too busy on the way; ask again");
        }
    }

    /// <summary>Carries an operation out once: one that was here before gets the entry that it led to then, or hears
    /// what undid it since; a new one is decided and recorded in the turn in which it was seen to be new.</summary>
    public async Task<Answer<Recorded>> Once<TEvent>(Operation operation, Func<Answer<TEvent>> decide)
        where TEvent : class, IGrainEvent =>
        await Earlier<TEvent>(operation) ?? Record(operation, decide());

    /// <summary>Carries out once what needs to know more than the grain does. The same operation may have been here
    /// while others were asked.</summary>
    /// <param name="ask">What has to be known, or why the operation is refused. Nothing is recorded under the operation
    /// in it.</param>
    public async Task<Answer<Recorded>> Once<TFacts, TEvent>(
        Operation operation, Func<Task<Answer<TFacts>>> ask, Func<TFacts, Answer<TEvent>> decide)
        where TFacts : class
        where TEvent : class, IGrainEvent
    {
        if (await Earlier<TEvent>(operation) is { } earlier)
        {
            return earlier;
        }
        var facts = await ask();
        return facts.IsRefused ? facts.Refusal : await Once(operation, () => decide(facts.Value));
    }

    /// <summary>Carries out once, in its turn, what decides and records in more than one step. An operation that was
    /// here before doesn't wait for the turn; an equal one may have been here during the wait.</summary>
    /// <typeparam name="TEvent">What it may have led to: all kinds of events where that is more than one.</typeparam>
    internal async Task<Answer<Recorded>> Once<TEvent>(
        Operation operation, Turnstile turn, Func<Task<Answer<Recorded>>> act)
        where TEvent : class, IGrainEvent =>
        await Earlier<TEvent>(operation)
        ?? await turn.Pass(async () => await Earlier<TEvent>(operation) ?? await act());

    /// <summary>The event at a sequence of this grain.</summary>
    public async ValueTask<Recorded> EventAt(long sequence)
    {
        await journal.Durable;
        await foreach (var recorded in journal.Read(sequence, sequence))
        {
            return recorded;
        }
        throw new InvalidOperationException($"the journal has no entry {sequence}");
    }

    /// <summary>Why an operation that was here before gets its answer no more: what it did was undone since. Null while
    /// that stands.</summary>
    public async ValueTask<Refusal?> RefusesUndone(Recorded earlier) =>
        State.UndoneAt(earlier) is { } sequence
            ? Refusal.Of(OperationRefusal.Undone, "msgid", (await EventAt(sequence)).Operation!.Id.Value)
            : null;

    public IAsyncEnumerable<Recorded> ReadAll() => journal.Read(1, journal.Sequence);

    Answer<Recorded> Record<TEvent>(Operation operation, Answer<TEvent> decided) where TEvent : class, IGrainEvent =>
        decided.IsRefused ? decided.Refusal : Record(operation, decided.Value);

    /// <summary>What an operation led to when it was here before; a refusal when it was here with other content, was
    /// undone since or was reversed before it came; null when it is new. Only in the last two cases does it return
    /// without having waited.</summary>
    ValueTask<Answer<Recorded>?> Earlier<TEvent>(Operation operation)
    {
        if (Operations.Find(operation.Id.Value) is { } sequence)
        {
            return Check<TEvent>(operation, sequence);
        }
        return State.Bars(operation.Id)
            ? new(Refusal.Of(OperationRefusal.Barred, "msgid", operation.Id.Value))
            : default;
    }

    async ValueTask<Answer<Recorded>?> Check<TEvent>(Operation operation, long sequence)
    {
        var recorded = await EventAt(sequence);
        var digest = recorded.Operation!.Digest;
        if (digest != operation.Digest)
        {
            return Refusal.Of(OperationRefusal.IdUsedForOtherContent, "digest", digest);
        }
        if (recorded.Event is not TEvent)
        {
            return Refusal.Of(OperationRefusal.IdUsedForOtherContent, "msgid", operation.Id.Value);
        }
        return await RefusesUndone(recorded) is { } undone ? undone : recorded with { Earlier = true };
    }
}
