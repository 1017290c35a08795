using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;
using Gongji.Ledger.Books;
using Gongji.Ledger.Families;
using Gongji.Ledger.People;
using Gongji.Ledger.Rules;
using Gongji.Ledger.Visits;
using Gongji.Proof.Reading;

namespace Gongji.Proof.Proving;

/// <summary>What has to hold in the events of one kind of grain.</summary>
interface IGrainRules
{
    /// <summary>Judges an event and the state that it led to.</summary>
    void Judge(Recorded recorded);

    /// <summary>Judges the state after the last event.</summary>
    void End(long sequence);
}

/// <summary>Proves the entries of one grain, in their order.</summary>
/// <param name="counted">The last entry that an earlier proof has counted; 0 when there is none.</param>
sealed class GrainProof(GrainKey grain, Snapshot? snapshot, long counted, KeptRules rules, Books books)
{
    readonly EventReader _reader = new();
    readonly Replica? _replica = IsKey(grain) ? Replica.Of(grain) : null;
    readonly EntryChain _chain = new();
    IGrainRules? _rules;
    bool _broken;

    long Sequence => _chain.Sequence;

    public void Take(Entry entry)
    {
        if (Sequence <= counted && entry.Sequence > counted && _replica?.State is PersonState person)
        {
            books.Release(person.Account);
        }
        books.IsCounting = entry.Sequence > counted;
        books.Count(entry);
        foreach (var (check, what) in _chain.Take(entry))
        {
            books.Find(check, grain, entry.Sequence, what);
        }
        if (Decoded(entry) is { } recorded)
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
        _chain.Pass(entry);
        if (Decoded(entry) is { } recorded)
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
        if (snapshot is { IsReadable: false })
        {
            books.SnapshotsUnused++;
        }
        if (counted == 0)
        {
            books.CountGrain(grain.Kind?.Name() ?? "unknown");
        }
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

    void Take(Recorded recorded)
    {
        if (recorded.Event is IPosted posted)
        {
            Try(
                () =>
                {
                    books.Post(posted.Postings);
                    PostingRules.Judge(grain, recorded, posted, books);
                },
                ProofCheck.EntryIsUnreadable);
        }
        Fold(recorded);
        if (!_broken)
        {
            Try(() => (_rules ??= RulesOf(_replica!.State))?.Judge(recorded), ProofCheck.EntryIsUnreadable);
        }
    }

    /// <summary>Once an event can't follow, the state says nothing about the later ones.</summary>
    void Fold(Recorded recorded)
    {
        if (_broken)
        {
            return;
        }
        if (_replica is null)
        {
            _broken = true;
            books.Find(ProofCheck.EntryCannotFollow, grain, Sequence, "there is no such grain");
            return;
        }
        if (recorded.Operation is { } operation)
        {
            if (_replica.Operations.Find(operation.Id.Value) is { } earlier)
            {
                books.Find(
                    ProofCheck.OperationRecordedTwice, grain, recorded.Sequence, $"{operation.Id} stands at {earlier}");
            }
            else
            {
                _replica.Operations.Add(operation.Id.Value, recorded.Sequence);
            }
        }
        _broken = !Try(() => _replica.State.Apply(recorded), ProofCheck.EntryCannotFollow);
    }

    void Compare(Snapshot kept)
    {
        if (_broken)
        {
            return;
        }
        if (!_chain.EndsWith(kept.Hash))
        {
            books.Find(ProofCheck.SnapshotDiffers, grain, Sequence, "it names another hash than the entry has");
        }
        else if (!SnapshotSealer.IsOfThisShape(kept) || _replica!.KeepAgain(kept.Body) is not { } again)
        {
            books.SnapshotsUnused++;
        }
        else if (!_replica!.BearsOut(again))
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
        PersonState person => new PersonRules(grain, person, rules, books),
        NetworkState network => new NetworkRules(grain, network, books),
        VisitState visit => new VisitRules(grain, visit, books),
        AreaRulesState => new KeptRulesCheck(grain, books),
        _ => null,
    };

    /// <summary>A body that somebody changed can fail in any way; the proof names the entry and goes on.</summary>
    bool Try(Action act, ProofCheck failed)
    {
        try
        {
            act();
            return true;
        }
        catch (Exception exception)
        {
            books.Find(failed, grain, Sequence, exception.Message);
            return false;
        }
    }

    /// <summary>Somebody may have changed the name of the grain too.</summary>
    static bool IsKey(GrainKey grain)
    {
        try
        {
            _ = GrainKey.Of(grain.Value);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    Recorded? Decoded(Entry entry)
    {
        Recorded? recorded = null;
        Try(() => recorded = _reader.Read(entry), ProofCheck.EntryIsUnreadable);
        return recorded;
    }
}
