using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.Books;

namespace Gongji.Journal.Writing;

/// <summary>One activation's hold on the journal of its grain. Once it is lost, by a failed commit or because another
/// activation wrote, nothing more is written through it.</summary>
/// <param name="lost">Called once, when it is lost.</param>
sealed class GrainJournal(
    GrainKey grain, IJournalStore store, Lane lane, Action<OutcomeUnknownException> lost) : IGrainJournal
{
    /// <summary>An operation that is asked for again is mostly the last one.</summary>
    const int RecentMax = 4;

    // As bytes: events would be some fifty objects each, all of which the garbage collector had to move and mark.
    readonly Queue<Entry> _recent = new(RecentMax);
    volatile OutcomeUnknownException? _loss;
    byte[] _hash = HashChain.Genesis;

    public long Sequence { get; private set; }

    public DateTimeOffset LastAt { get; private set; }

    public Task Durable { get; private set; } = Task.CompletedTask;

    /// <summary>Goes on after an entry that the journal holds already.</summary>
    /// <exception cref="InvalidDataException">The entry does not follow the one before: a gap or a broken
    /// chain.</exception>
    public void Follow(Entry entry)
    {
        EnsureFollows(Sequence, _hash, entry);
        (Sequence, _hash, LastAt) = (entry.Sequence, entry.Hash, entry.At);
    }

    /// <summary>Goes on after a snapshot.</summary>
    /// <param name="entry">The entry that it names, with the hash that it has.</param>
    public void FollowSnapshot(Entry entry) =>
        (Sequence, _hash, LastAt) = (entry.Sequence, entry.Hash, entry.At);

    public Snapshot SnapshotOf(byte[] body) => new(grain, Sequence, _hash, body);

    public void EnsureRoom()
    {
        EnsureNotLost();
        lane.EnsureRoom();
    }

    public void Append(DateTimeOffset at, Operation? operation, IGrainEvent @event, bool? opensWork)
    {
        var (kind, body) = EventKinds.Encode(grain, @event);
        var actor = EventKinds.Encode(operation?.By);
        var entry = new Entry(grain, Sequence + 1, at, kind, operation?.Id.Value, operation?.Digest, actor, body, []);
        entry = entry with { Hash = HashChain.NextOf(_hash, entry) };
        (Sequence, _hash, LastAt) = (entry.Sequence, entry.Hash, entry.At);
        Remember(entry);
        var durable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Durable = durable.Task;
        lane.Enqueue(new Pending(this, entry, opensWork, durable));
    }

    /// <summary>Finds out whether another activation has written to the journal. One that only reads and refuses would
    /// never lose a race for a sequence, and would be wrong for ever.</summary>
    /// <exception cref="OutcomeUnknownException">It has: this activation is lost.</exception>
    public async Task EnsureCurrent()
    {
        await Durable;
        var last = Sequence;
        await foreach (var _ in store.Read(grain, last + 1, last + 1))
        {
            if (Sequence == last)
            {
                Lose("another activation of the grain wrote to its journal", null);
            }
            // It may also be what was written here meanwhile, or a conflict with that.
            await Durable;
        }
        EnsureNotLost();
    }

    public async IAsyncEnumerable<Recorded> Read(long from, long to)
    {
        if (_recent.TryPeek(out var oldest) && from >= oldest.Sequence)
        {
            foreach (var recent in _recent.Where(entry => entry.Sequence >= from && entry.Sequence <= to).ToArray())
            {
                yield return EventKinds.Decode(recent);
            }
            yield break;
        }
        var (sequence, hash) = (0L, HashChain.Genesis);
        await foreach (var entry in store.Read(grain, from - 1, to))
        {
            if (entry.Sequence >= from)
            {
                EnsureFollows(sequence, hash, entry);
                yield return EventKinds.Decode(entry);
            }
            (sequence, hash) = (entry.Sequence, entry.Hash);
        }
    }

    void EnsureFollows(long sequence, byte[] hash, Entry entry)
    {
        if (entry.Sequence != sequence + 1)
        {
            throw new InvalidDataException($"{grain} has entry {entry.Sequence} after {sequence}");
        }
        if (!HashChain.Holds(hash, entry))
        {
            throw new InvalidDataException($"the hash of {grain} does not hold at entry {entry.Sequence}");
        }
    }

    void EnsureNotLost()
    {
        if (_loss is { } loss)
        {
            throw new OutcomeUnknownException(loss.Message, loss);
        }
    }

    void Remember(Entry entry)
    {
        if (_recent.Count == RecentMax)
        {
            _recent.Dequeue();
        }
        _recent.Enqueue(entry);
    }

    /// <summary>Ends this hold on the journal: what waits will never be durable as far as its callers can
    /// know.</summary>
    public void Lose(string why, Exception? cause)
    {
        var loss = new OutcomeUnknownException($"{why}; ask again with the same operation id", cause);
        if (Interlocked.CompareExchange(ref _loss, loss, null) is not null)
        {
            return;
        }
        try
        {
            lost(loss);
        }
        catch (Exception failed)
        {
            // A lane carries many grains: one that fails when it is told fails alone, and its callers hear why.
            _loss = new OutcomeUnknownException(loss.Message, failed);
        }
    }

    /// <summary>Fails a waiting entry when the journal is lost.</summary>
    /// <returns>True when it was dropped.</returns>
    public bool DropIfLost(Pending pending)
    {
        if (_loss is not { } loss)
        {
            return false;
        }
        pending.Durable.TrySetException(new OutcomeUnknownException(loss.Message, loss));
        _ = pending.Durable.Task.Exception;
        return true;
    }
}
