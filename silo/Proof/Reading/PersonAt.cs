using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.People;

namespace Gongji.Proof.Reading;

/// <summary>A person as the journal had it at a moment.</summary>
/// <param name="Sequence">The last entry up to that moment; 0 when there was none.</param>
public sealed record PersonAt(PersonNo Person, DateTimeOffset Moment, long Sequence, PersonState State)
{
    /// <summary>Folds the person's journal up to a moment, that moment included.</summary>
    public static async Task<PersonAt> Read(
        IJournalStore store, PersonNo person, DateTimeOffset moment, CancellationToken stop)
    {
        var (sequence, state, reader) = (0L, new PersonState(), new EventReader());
        await foreach (var entry in store.Read(GrainKey.Person(person), 1, long.MaxValue, stop))
        {
            if (entry.At > moment)
            {
                break;
            }
            state.Apply(reader.Read(entry));
            sequence = entry.Sequence;
        }
        return new PersonAt(person, moment, sequence, state);
    }
}
