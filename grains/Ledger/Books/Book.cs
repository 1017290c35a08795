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
            Operations.Add(operation.Value, recorded.Sequence);
        }
    }

    /// <summary>Records an event.</summary>
    /// <exception cref="OverloadedException">The queue is full; nothing was recorded.</exception>
    public Confirmation Record(Operation? operation, IGrainEvent @event)
    {
        journal.EnsureRoom();
        var recorded = new Recorded(journal.Sequence + 1, Now, operation?.Id, @event);
        var before = State.HasOpenWork;
        Replay(recorded);
        var after = State.HasOpenWork;
        journal.Append(recorded.At, recorded.Operation, @event, before == after ? null : after);
        return ConfirmationOf(recorded);
    }

    public void Record(IGrainEvent @event) => Record(null, @event);

    /// <summary>What an operation led to when it was here before; a refusal when it was here with other content; null
    /// when it is new. Only in the last case does it return without having waited.</summary>
    public ValueTask<Answer<Recorded>?> Earlier(Operation operation) =>
        Operations.Find(operation.Id.Value) is { } sequence ? Check(operation, sequence) : default;

    /// <summary>The confirmation of an operation that was here before, or its refusal; null when it is new.</summary>
    public async ValueTask<Answer<Confirmation>?> EarlierConfirmation(Operation operation) =>
        await Earlier(operation) switch
        {
            null => null,
            { IsRefused: true, Refusal: var refusal } => refusal,
            { Value: var recorded } => ConfirmationOf(recorded!),
        };

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

    /// <inheritdoc cref="IGrainJournal.EnsureCurrent"/>
    public Task EnsureCurrent() => journal.EnsureCurrent();

    public IAsyncEnumerable<Recorded> ReadAll() => journal.Read(1, journal.Sequence);

    async ValueTask<Answer<Recorded>?> Check(Operation operation, long sequence)
    {
        var recorded = await EventAt(sequence);
        var digest = ((IOperated)recorded.Event).Digest;
        return digest == operation.Digest
            ? recorded
            : Refusal.Of(OperationRefusal.IdUsedForOtherContent, "digest", digest);
    }

    static Confirmation ConfirmationOf(Recorded recorded) =>
        new(recorded.Operation.GetValueOrDefault(), recorded.Sequence, recorded.At);
}
