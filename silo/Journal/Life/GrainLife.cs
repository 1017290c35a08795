using Gongji.Journal.Codec;
using Gongji.Journal.Reaching;
using Gongji.Journal.Writing;
using Gongji.Ledger.Books;

namespace Gongji.Journal.Life;

/// <summary>The life of one activation of a grain, the same on every host: it activates from snapshot and journal,
/// answers only what is durable, and is dropped when it has lost its journal. A host runs it on one thread at a time
/// and interleaves calls where they wait.</summary>
public sealed class GrainLife
{
    readonly GrainJournal _journal;
    readonly Lanes _lanes;

    /// <summary>A grain that many ask looks once for all who came before the look began.</summary>
    readonly Rounds _looks;
    IKeptBook? _book;
    TaskCompletionSource? _quiet;
    long _savedAt;
    int _calls;

    /// <param name="lost">Called once, from any thread, when the activation has lost its journal.</param>
    public GrainLife(GrainKey key, Lanes lanes, Action<OutcomeUnknownException> lost)
    {
        Key = key;
        _lanes = lanes;
        _journal = new GrainJournal(key, lanes.Store, lanes.For(key), loss =>
        {
            IsLost = true;
            lost(loss);
        });
        _looks = new Rounds(_journal.EnsureCurrent);
    }

    public GrainKey Key { get; }

    /// <summary>Whether this activation may not answer any more.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Whether nothing is under way in it: no call, nothing that is not durable, no work to finish.</summary>
    public bool IsResting => _calls == 0 && _journal.Durable.IsCompleted && !Kept.State.HasOpenWork;

    IKeptBook Kept => _book ?? throw new InvalidOperationException($"{Key} has no book yet");

    /// <summary>The book that the grain is made with. It is empty until <see cref="Begin"/> has ended.</summary>
    public Book<TState> Open<TState>(TimeProvider time) where TState : class, IGrainState, new()
    {
        var book = new Book<TState>(_journal, time);
        _book = new KeptBook<TState>(book);
        return book;
    }

    /// <summary>Reads the newest snapshot and the journal after it, checking that no entry is missing and that the hash
    /// chain holds. A snapshot that the journal does not bear out is not used.</summary>
    /// <param name="whole">Whether the journal is read from its first entry on, whatever snapshots there are.</param>
    /// <exception cref="InvalidDataException">The journal itself is broken.</exception>
    public async Task Begin(bool whole = false)
    {
        if (!whole && await BorneOut.Newest(
            Key, _lanes.Store, _lanes.Snapshots, _lanes.SnapshotSealer, CancellationToken.None) is { } known)
        {
            BeginFrom(known);
        }
        var reader = new EventReader();
        await foreach (var entry in _lanes.Store.Read(Key, _journal.Sequence + 1, long.MaxValue))
        {
            _journal.Follow(entry);
            Kept.Replay(reader.Read(entry));
        }
    }

    /// <summary>Runs a call. The answer leaves when everything that it could have seen is durable, and of an activation
    /// that was current when the call was under way: whoever hears a refusal or a reading takes it for what is so now,
    /// and an activation that another one has taken the place of would else be wrong for ever.</summary>
    /// <exception cref="OutcomeUnknownException">The journal was lost meanwhile, or the call did not come to its end
    /// after something was recorded, by itself or beside it.</exception>
    /// <exception cref="OverloadedException">Nothing was booked.</exception>
    public async Task Answer(Func<Task> call)
    {
        _calls++;
        var before = _journal.Sequence;
        try
        {
            var answer = call();
            var askedNobody = answer.IsCompleted;
            await answer;
            var (sequence, durable) = (_journal.Sequence, _journal.Durable);
            await durable;
            // What was written in the call shows by itself that nobody else wrote; what is queued since does not yet.
            if (sequence == before)
            {
                await EnsureCurrent(askedNobody);
            }
            if (IsLost)
            {
                throw new OutcomeUnknownException("the activation was lost; ask again");
            }
        }
        catch (OverloadedException) when (_journal.Sequence > before)
        {
            throw new OutcomeUnknownException("the ledger became too busy on the way; ask again");
        }
        catch (Exception exception) when (!Unreachable.Is(exception))
        {
            // A failure that is no answer leaves memory in doubt: the next call reads the journal afresh.
            _journal.Lose("the grain failed", exception);
            throw;
        }
        finally
        {
            _calls--;
            if (_calls == 0)
            {
                _quiet?.TrySetResult();
            }
        }
    }

    /// <summary>Waits for the calls under way and for what they wrote, keeps a snapshot when enough has happened since
    /// the last one, and ends the activation. The host lets no further call in.</summary>
    /// <exception cref="OutcomeUnknownException">The journal was lost meanwhile.</exception>
    public async Task Rest(CancellationToken stop)
    {
        while (_calls > 0 || !_journal.Durable.IsCompleted)
        {
            _quiet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await (_calls > 0 ? _quiet.Task : _journal.Durable).WaitAsync(stop);
        }
        await _journal.Durable;
        var saved = Save();
        End();
        await saved;
    }

    /// <summary>Ends the activation: whatever still runs in it can write no more.</summary>
    public void End() => _journal.Lose("the activation has ended", null);

    /// <param name="askedNobody">Whether the call ended in its first turn. It recorded nothing here, so nothing at
    /// all; another may have led to something elsewhere.</param>
    async Task EnsureCurrent(bool askedNobody)
    {
        try
        {
            await _looks.Next();
        }
        catch (Exception away) when (Unreached.Is(away))
        {
            throw askedNobody
                ? new OverloadedException($"the journal can't be read; nothing was booked: {away.Message}")
                : new OutcomeUnknownException($"the journal can't be read; ask again: {away.Message}");
        }
    }

    async Task Save()
    {
        if (_journal.Sequence - _savedAt >= _lanes.Options.SnapshotEvery)
        {
            _savedAt = _journal.Sequence;
            var snapshot = _lanes.SnapshotSealer.Seal(_journal.SnapshotOf(Kept.Save()));
            await _lanes.Snapshots.WriteSnapshot(snapshot, CancellationToken.None);
        }
    }

    void BeginFrom(BorneOut known)
    {
        if (Kept.Restore(known.Snapshot.Body))
        {
            _journal.FollowSnapshot(known.Last);
            _savedAt = known.Last.Sequence;
        }
    }
}
