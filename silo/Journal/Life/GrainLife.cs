using System.Text.Json;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
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
    MadeGrain _made = null!;
    TaskCompletionSource? _quiet;
    long _savedAt;
    int _calls;

    GrainLife(GrainKey key, Lanes lanes, Action<OutcomeUnknownException> lost)
    {
        Key = key;
        _lanes = lanes;
        _journal = new GrainJournal(key, lanes.Store, lanes.For(key), loss =>
        {
            IsLost = true;
            lost(loss);
        });
    }

    public GrainKey Key { get; }

    /// <summary>Whether this activation may not answer any more.</summary>
    public bool IsLost { get; private set; }

    /// <summary>The sequence of the last event in memory.</summary>
    public long Sequence => _journal.Sequence;

    /// <summary>Whether nothing is under way in it: no call, nothing that is not durable, no work to finish.</summary>
    public bool IsResting => _calls == 0 && _journal.Durable.IsCompleted && !_made.State.HasOpenWork;

    /// <summary>Reads the newest snapshot and the journal after it, checking that no entry is missing and that the hash
    /// chain holds. A snapshot that the journal does not bear out is not used.</summary>
    /// <param name="lost">Called once, from any thread, when the activation has lost its journal.</param>
    /// <exception cref="InvalidDataException">The journal itself is broken.</exception>
    public static async Task<GrainLife> Begin(
        GrainKey key, Lanes lanes, GrainPorts ports, Action<OutcomeUnknownException> lost)
    {
        var life = new GrainLife(key, lanes, lost);
        if (await lanes.Snapshots.ReadSnapshot(key, CancellationToken.None) is not { } snapshot
            || !await life.BeginFrom(snapshot, ports))
        {
            life._made = GrainKinds.Make(key, null, life._journal, ports);
        }
        await foreach (var entry in lanes.Store.Read(key, life._journal.Sequence + 1, long.MaxValue))
        {
            life._journal.Follow(entry);
            life._made.Replay(EventKinds.Decode(entry));
        }
        return life;
    }

    /// <summary>Runs a call. The answer leaves when everything that it could have seen is durable.</summary>
    /// <exception cref="OutcomeUnknownException">The journal was lost meanwhile.</exception>
    /// <exception cref="OverloadedException">Nothing was booked.</exception>
    public async Task<T> Answer<TGrain, T>(Func<TGrain, Task<T>> call)
    {
        _calls++;
        try
        {
            var answer = await call((TGrain)_made.Grain);
            await _journal.Durable;
            return IsLost ? throw new OutcomeUnknownException("the activation was lost; ask again") : answer;
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

    /// <summary>Keeps a snapshot when enough has happened since the last one. Only while resting.</summary>
    public async Task Save()
    {
        if (_journal.Sequence - _savedAt >= _lanes.Options.SnapshotEvery)
        {
            _savedAt = _journal.Sequence;
            await _lanes.Snapshots.WriteSnapshot(_journal.SnapshotOf(_made.Save()), CancellationToken.None);
        }
    }

    /// <summary>Waits for the calls under way and for what they wrote, keeps a snapshot and ends the activation. The
    /// host lets no further call in.</summary>
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

    async Task<bool> BeginFrom(Snapshot snapshot, GrainPorts ports)
    {
        await foreach (var entry in _lanes.Store.Read(Key, snapshot.Sequence, snapshot.Sequence))
        {
            if (!entry.Hash.AsSpan().SequenceEqual(snapshot.Hash))
            {
                return false;
            }
            try
            {
                _made = GrainKinds.Make(Key, snapshot.Body, _journal, ports);
            }
            catch (JsonException)
            {
                return false;
            }
            _journal.FollowSnapshot(snapshot);
            _savedAt = snapshot.Sequence;
            return true;
        }
        return false;
    }
}
