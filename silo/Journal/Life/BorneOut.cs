using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;
using Gongji.Ledger.Books;

namespace Gongji.Journal.Life;

/// <summary>The newest snapshot of a grain, and the entry that it goes up to.</summary>
public sealed record BorneOut(Snapshot Snapshot, Entry Last)
{
    /// <returns>Null when there is none that a silo of this version wrote, or the journal does not bear it
    /// out.</returns>
    public static async Task<BorneOut?> Newest(
        GrainKey grain, IJournalStore journal, ISnapshots snapshots, SnapshotSealer sealer, CancellationToken stop)
    {
        if (await snapshots.ReadSnapshot(grain, stop) is { } snapshot
            && sealer.Check(snapshot) == SnapshotHolds.Yes)
        {
            // The one before it is read, too: what else the entry says than its hash may have been changed.
            var before = HashChain.Genesis;
            await foreach (var entry in journal.Read(grain, snapshot.Sequence - 1, snapshot.Sequence, stop))
            {
                if (entry.Sequence == snapshot.Sequence)
                {
                    return entry.Hash.AsSpan().SequenceEqual(snapshot.Hash) && HashChain.Holds(before, entry)
                        ? new BorneOut(snapshot, entry)
                        : null;
                }
                before = entry.Hash;
            }
        }
        return null;
    }

    /// <returns>Null when the snapshot can't be read.</returns>
    public TState? State<TState>() where TState : class, IGrainState => Saved<TState>.Read(Snapshot.Body)?.State;
}
