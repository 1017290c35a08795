namespace Gongji.Ledger.Books;

// The doors of the grains to the outside, as the grains need them.

/// <summary>Something that happened to a grain: a past-tense fact that its journal keeps.</summary>
public interface IGrainEvent;

/// <summary>An event that moves money: its postings sum to zero.</summary>
public interface IPosted : IGrainEvent
{
    Posting[] Postings { get; }
}

/// <summary>An event as it stands in the journal.</summary>
/// <param name="Sequence">1, 2, 3 … in its grain, no gaps.</param>
/// <param name="At">When the ledger recorded it.</param>
/// <param name="Operation">The caller's operation that led to it, if one did.</param>
/// <param name="Earlier">Whether it was there already when its operation came this time.</param>
public sealed record Recorded(
    long Sequence, DateTimeOffset At, Operation? Operation, IGrainEvent Event, bool Earlier = false);

/// <summary>One activation's hold on the journal of its grain.</summary>
public interface IGrainJournal
{
    /// <summary>The sequence of the last event that was appended, durable or not.</summary>
    long Sequence { get; }

    /// <summary>When the last event was recorded; the first of all moments when there is none.</summary>
    DateTimeOffset LastAt { get; }

    /// <summary>Completes when all that was appended so far is durable. Faults with
    /// <see cref="OutcomeUnknownException"/> when it never will be: this activation may not answer any more.</summary>
    Task Durable { get; }

    /// <summary>Throws <see cref="OverloadedException"/> when the queue has no room, and
    /// <see cref="OutcomeUnknownException"/> when this activation has lost its journal.</summary>
    void EnsureRoom();

    /// <summary>Queues an event for the next commit, in order and in the caller's turn. Never fails after
    /// <see cref="EnsureRoom"/> in the same turn.</summary>
    /// <param name="opensWork">True when the grain now has work that must be finished even if everybody forgets it,
    /// false when it has none any more, null when that did not change.</param>
    void Append(DateTimeOffset at, Operation? operation, IGrainEvent @event, bool? opensWork);

    /// <summary>Reads the grain's own durable events with <paramref name="from"/> &lt;= sequence &lt;= <paramref
    /// name="to"/>.</summary>
    IAsyncEnumerable<Recorded> Read(long from, long to);
}

/// <summary>A part of a grain's state with events of its own, such as a person as funder. A snapshot has a part for
/// each role: where one was written before the role was known, the role is as it begins.</summary>
public interface IRole
{
    /// <inheritdoc cref="IGrainState.HasOpenWork"/>
    bool HasOpenWork { get; }
}

/// <summary>The state of a grain: a fold of its events.</summary>
public interface IGrainState
{
    /// <summary>Whether the grain has work to finish: open holds, undelivered messages.</summary>
    bool HasOpenWork { get; }

    /// <summary>Where that was undone which an earlier entry did; null while it stands.</summary>
    long? UndoneAt(Recorded earlier) => null;

    /// <summary>Whether an operation was reversed before it came: it is not carried out any more.</summary>
    bool Bars(OperationId operation) => false;

    /// <summary>Changes the state by one event. Throws when the event can't follow from the state: a broken
    /// journal.</summary>
    void Apply(Recorded recorded);
}
