using Gongji.Families;
using Gongji.Journal.Codec;
using Gongji.People;
using Gongji.Visits;

namespace Gongji.Journal.Proving;

/// <summary>What has to hold in the events of one kind of grain.</summary>
interface IGrainRules
{
    /// <summary>Judges an event and the state that it led to.</summary>
    void Judge(Recorded recorded);

    /// <summary>Judges the state after the last event.</summary>
    void End(long sequence);
}

/// <summary>Proves the entries of one grain, in their order.</summary>
sealed class GrainProof(GrainKey grain, Snapshot? snapshot, Books books)
{
    readonly Replica? _replica = Replica.Of(grain);
    IGrainRules? _rules;
    byte[] _hash = HashChain.Genesis;
    bool _broken;

    public GrainKey Grain => grain;

    /// <summary>The entry that the snapshot names; 0 when there is no snapshot.</summary>
    public long SnapshotAt => snapshot?.Sequence ?? 0;

    /// <summary>The sequence of the last entry.</summary>
    public long Sequence { get; private set; }

    public void Take(Entry entry)
    {
        books.Count(entry);
        CheckChain(entry);
        if (Tried(() => EventKinds.Decode(entry), ProofCheck.EntryIsUnreadable) is { } recorded)
        {
            Take(recorded);
        }
        if (Sequence == snapshot?.Sequence)
        {
            Compare(snapshot);
        }
    }

    /// <summary>Folds an entry that is younger than the moment of the proof, which a snapshot may include already.
    /// </summary>
    public void TakeForSnapshot(Entry entry)
    {
        Sequence = entry.Sequence;
        _hash = entry.Hash;
        if (Tried(() => EventKinds.Decode(entry), ProofCheck.EntryIsUnreadable) is { } recorded)
        {
            Fold(recorded);
        }
        if (Sequence == snapshot?.Sequence)
        {
            Compare(snapshot);
        }
    }

    /// <summary>Judges the grain as a whole.</summary>
    public void End()
    {
        books.CountGrain(grain);
        if (_replica?.State is PersonState person)
        {
            books.Hold(person.Account);
        }
        if (!_broken)
        {
            _rules?.End(Sequence);
        }
    }

    /// <summary>The grain's journal has ended before the entry that its snapshot names.</summary>
    public void EndBeforeSnapshot()
    {
        if (snapshot?.Sequence > Sequence)
        {
            books.Find(
                ProofCheck.SnapshotDiffers, grain, snapshot.Sequence, $"the journal ends with entry {Sequence}");
        }
    }

    void CheckChain(Entry entry)
    {
        if (entry.Sequence != Sequence + 1)
        {
            books.Find(ProofCheck.SequenceHasGap, grain, entry.Sequence, $"it stands behind entry {Sequence}");
        }
        if (!HashChain.NextOf(_hash, entry).AsSpan().SequenceEqual(entry.Hash))
        {
            books.Find(ProofCheck.HashIsBroken, grain, entry.Sequence, "entry and hash do not belong together");
        }
        (Sequence, _hash) = (entry.Sequence, entry.Hash);
    }

    void Take(Recorded recorded)
    {
        if (recorded.Event is IPosted posted)
        {
            books.Post(posted.Postings);
            PostingRules.Judge(grain, recorded, posted, books);
        }
        Fold(recorded);
        if (!_broken)
        {
            _rules ??= RulesOf(_replica!.State);
            _ = Tried(
                () =>
                {
                    _rules?.Judge(recorded);
                    return recorded;
                },
                ProofCheck.EntryIsUnreadable);
        }
    }

    /// <summary>Once an event can't follow, the state says nothing about the later ones.</summary>
    void Fold(Recorded recorded)
    {
        if (_broken || _replica is null)
        {
            _broken = true;
            return;
        }
        if (recorded.Operation is { } operation)
        {
            if (_replica.Operations.Find(operation.Value) is { } earlier)
            {
                books.Find(
                    ProofCheck.OperationRecordedTwice, grain, recorded.Sequence, $"{operation} stands at {earlier}");
            }
            else
            {
                _replica.Operations.Add(operation.Value, recorded.Sequence);
            }
        }
        var folded = Tried(
            () =>
            {
                _replica.State.Apply(recorded);
                return recorded;
            },
            ProofCheck.EntryCannotFollow);
        _broken = folded is null;
    }

    void Compare(Snapshot kept)
    {
        if (_broken)
        {
            return;
        }
        if (!kept.Hash.AsSpan().SequenceEqual(_hash))
        {
            books.Find(ProofCheck.SnapshotDiffers, grain, Sequence, "it names another hash than the entry has");
        }
        else if (!_replica!.CanLoad(kept.Body))
        {
            books.SnapshotsUnused++;
        }
        else if (!_replica.BearsOut(kept.Body))
        {
            books.Find(ProofCheck.SnapshotDiffers, grain, Sequence, "it says another state than the journal");
        }
        else
        {
            books.SnapshotsCompared++;
        }
    }

    IGrainRules? RulesOf(IGrainState state) => state switch
    {
        PersonState person => new PersonRules(grain, person, books),
        NetworkState network => new NetworkRules(grain, network, books),
        VisitState visit => new VisitRules(grain, visit, books),
        _ => null,
    };

    /// <summary>A body that somebody changed can fail in any way; the proof names the entry and goes on.</summary>
    T? Tried<T>(Func<T> act, ProofCheck failed) where T : class
    {
        try
        {
            return act();
        }
        catch (Exception exception)
        {
            books.Find(failed, grain, Sequence, exception.Message);
            return null;
        }
    }
}
