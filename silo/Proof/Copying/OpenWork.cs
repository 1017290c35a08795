using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.Books;
using Gongji.Proof.Proving;

namespace Gongji.Proof.Copying;

/// <summary>Finds out again which grains have work to finish, as lanes mark it when they write.</summary>
static class OpenWork
{
    /// <exception cref="InvalidDataException">A newer version wrote the journal.</exception>
    public static async Task<IReadOnlyList<WorkMark>> In(IJournalStore store, CancellationToken stop)
    {
        var open = new List<WorkMark>();
        var grain = default(GrainKey?);
        Work? work = null;
        await foreach (var (_, entry) in store.ReadByGrain(stop))
        {
            if (entry.Grain != grain)
            {
                Note();
                (grain, work) = (entry.Grain, Work.Of(entry.Grain));
            }
            work?.Take(entry);
        }
        Note();
        return open;

        void Note()
        {
            if (work?.Since is { } since)
            {
                open.Add(new WorkMark(grain!.Value, since));
            }
        }
    }

    /// <summary>The work of one grain.</summary>
    sealed class Work(IGrainState state)
    {
        readonly EventReader _reader = new();

        /// <summary>When it was opened; null when there is none.</summary>
        public DateTimeOffset? Since { get; private set; }

        /// <returns>Null for a grain that never has any.</returns>
        public static Work? Of(GrainKey grain) => grain.Kind switch
        {
            GrainKind.Person or GrainKind.Network => new Work(Replica.Of(grain)!.State),
            GrainKind.Visit or GrainKind.Institution or GrainKind.Credential or GrainKind.Policy or null => null,
        };

        public void Take(Entry entry)
        {
            state.Apply(Read(entry));
            Since = state.HasOpenWork ? Since ?? entry.At : null;
        }

        Recorded Read(Entry entry)
        {
            try
            {
                return _reader.Read(entry);
            }
            catch (UnknownEventKindException newer)
            {
                throw new InvalidDataException($"A newer version wrote this journal: {newer.Message}", newer);
            }
        }
    }
}
