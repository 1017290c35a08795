using Gongji.Journal.Entries;
using Gongji.Ledger.Books;
using Gongji.Ledger.People.Patient;

namespace Gongji.Journal.Codec;

/// <summary>Reads a grain's entries in their order.</summary>
/// <remarks>A former reversal names its counters without area and scheme: only the settlement before it knows them. So
/// whoever needs what was counted reads a grain from its first entry, or from a snapshot, and snapshots are of the
/// present version or are not used.</remarks>
public sealed class EventReader
{
    readonly Dictionary<SettlementId, Insurance> _former = [];

    /// <inheritdoc cref="EventKinds.Decode"/>
    public Recorded Read(Entry entry)
    {
        var recorded = EventKinds.Decode(entry);
        switch (entry.Kind, recorded.Event)
        {
            case (Former.Settled, Settled settled):
                _former[settled.Settlement] = settled.Insurance;
                return recorded;
            case (Former.Reversed, Reversed reversed) when _former.Remove(reversed.Settlement, out var insurance):
                return recorded with
                {
                    Event = reversed with { Uses = EventKinds.BodyOf<FormerReversed>(entry).UsesOf(insurance) },
                };
            default:
                return recorded;
        }
    }
}
