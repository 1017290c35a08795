using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.Books;
using Gongji.Proof.Proving;

namespace Gongji.Tests.Proof;

/// <summary>A copy of books into which somebody writes who may not. The methods that change it make the hashes of the
/// grain anew, as a thorough forger would.</summary>
public sealed class TamperedBooks
{
    readonly SortedDictionary<string, List<Entry>> _grains = new(StringComparer.Ordinal);
    readonly List<Snapshot> _snapshots = [];

    public static async Task<TamperedBooks> Of(IJournalStore store)
    {
        var copy = new TamperedBooks();
        await foreach (var (_, entry) in store.ReadByGrain())
        {
            if (!copy._grains.TryGetValue(entry.Grain.Value, out var entries))
            {
                copy._grains[entry.Grain.Value] = entries = [];
                copy._snapshots.AddRange(
                    await store.ReadSnapshot(entry.Grain, CancellationToken.None) is { } kept ? [kept] : []);
            }
            entries.Add(entry);
        }
        return copy;
    }

    public List<Entry> this[string grain] => _grains[grain];

    public List<Snapshot> Snapshots => _snapshots;

    /// <summary>Changes the grain's first event of a type.</summary>
    /// <returns>Its sequence.</returns>
    public long Change<TEvent>(string grain, Func<TEvent, TEvent> change) where TEvent : IGrainEvent
    {
        var at = IndexOf<TEvent>(grain);
        var changed = change((TEvent)EventKinds.Decode(_grains[grain][at]).Event);
        _grains[grain][at] = _grains[grain][at] with { Body = EventKinds.Encode(GrainKey.Of(grain), changed).Body };
        Chain(grain);
        return at + 1;
    }

    /// <summary>Removes the grain's first event of a type.</summary>
    public void Remove<TEvent>(string grain)
    {
        _grains[grain].RemoveAt(IndexOf<TEvent>(grain));
        Chain(grain);
    }

    /// <summary>Writes the grain's first event of a type once more at the end.</summary>
    /// <returns>The sequence of the copy.</returns>
    public long Repeat<TEvent>(string grain, string? operation)
    {
        _grains[grain].Add(_grains[grain][IndexOf<TEvent>(grain)] with
        {
            Operation = operation,
            Digest = operation is null ? null : "d",
        });
        Chain(grain);
        return _grains[grain].Count;
    }

    public long Add(string grain, DateTimeOffset at, IGrainEvent @event)
    {
        var (kind, body) = EventKinds.Encode(GrainKey.Of(grain), @event);
        _grains[grain].Add(new Entry(GrainKey.Of(grain), 0, at, kind, null, null, null, body, []));
        Chain(grain);
        return _grains[grain].Count;
    }

    /// <summary>Writes an event in front of the grain's entry of that sequence.</summary>
    public void Insert(string grain, long sequence, IGrainEvent @event)
    {
        var (kind, body) = EventKinds.Encode(GrainKey.Of(grain), @event);
        var at = (int)sequence - 1;
        _grains[grain].Insert(
            at, new Entry(GrainKey.Of(grain), 0, _grains[grain][at].At, kind, null, null, null, body, []));
        Chain(grain);
    }

    public async Task<ProofReport> Prove()
    {
        var store = await Store();
        return (await Prover.ProveAll(store, TestLedger.Clock, null, CancellationToken.None)).Report;
    }

    public async Task<MemoryJournalStore> Store()
    {
        var store = new MemoryJournalStore(lanes: 1);
        foreach (var entries in _grains.Values)
        {
            await store.Write(0, new Batch(entries, []), CancellationToken.None);
        }
        foreach (var snapshot in _snapshots)
        {
            await store.WriteSnapshot(snapshot, CancellationToken.None);
        }
        return store;
    }

    int IndexOf<TEvent>(string grain) =>
        _grains[grain].FindIndex(static entry => EventKinds.Decode(entry).Event is TEvent);

    void Chain(string grain)
    {
        var hash = HashChain.Genesis;
        var entries = _grains[grain];
        for (var i = 0; i < entries.Count; i++)
        {
            entries[i] = entries[i] with { Sequence = i + 1 };
            entries[i] = entries[i] with { Hash = hash = HashChain.NextOf(hash, entries[i]) };
        }
        // A snapshot of a changed journal names hashes that are gone.
        _snapshots.RemoveAll(snapshot => snapshot.Grain.Value == grain);
    }
}
