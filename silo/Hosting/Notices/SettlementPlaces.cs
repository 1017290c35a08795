using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.People.Patient;

namespace Gongji.Hosting.Notices;

/// <summary>Where settlements were. A relative's account pays within the same second, so the newest are kept; of others
/// the patient's journal tells.</summary>
sealed class SettlementPlaces(IJournalStore journal, ISnapshots snapshots)
{
    /// <summary>As many again, older ones, are still known.</summary>
    const int NewMax = 10_000;

    Dictionary<(PersonNo, SettlementId), InstitutionFacts> _new = [];
    Dictionary<(PersonNo, SettlementId), InstitutionFacts> _old = [];

    public void Add(PersonNo patient, Settled settled)
    {
        if (_new.Count == NewMax)
        {
            (_new, _old) = ([], _new);
        }
        _new[(patient, settled.Settlement)] = settled.Bill.Institution;
    }

    /// <returns>Null when the patient's journal has no such settlement.</returns>
    public async Task<InstitutionFacts?> Of(PersonNo patient, SettlementId settlement, CancellationToken stop)
    {
        var key = (patient, settlement);
        if ((_new.GetValueOrDefault(key) ?? _old.GetValueOrDefault(key)) is { } kept)
        {
            return kept;
        }
        // What is reversed, or paid by an account in another database, is mostly of these days.
        var old = (await snapshots.ReadSnapshot(GrainKey.Person(patient), stop))?.Sequence ?? 0;
        return await Read(patient, settlement, old + 1, long.MaxValue, stop)
            ?? await Read(patient, settlement, 1, old, stop);
    }

    /// <summary>All that is read is kept: whoever reverses or pays one settlement of a patient may do so with more.
    /// </summary>
    async Task<InstitutionFacts?> Read(
        PersonNo patient, SettlementId settlement, long from, long to, CancellationToken stop)
    {
        InstitutionFacts? found = null;
        await foreach (var entry in journal.Read(GrainKey.Person(patient), from, to, stop))
        {
            if (entry.Kind.StartsWith("person.settled.", StringComparison.Ordinal)
                && EventKinds.Decode(entry).Event is Settled settled)
            {
                Add(patient, settled);
                found = settled.Settlement == settlement ? settled.Bill.Institution : found;
            }
        }
        return found;
    }
}
