using Gongji.Journal.Entries;

namespace Gongji.Proof.Proving;

/// <summary>The chain of a grain's entries, as far as it was read.</summary>
sealed class EntryChain
{
    byte[] _hash = HashChain.Genesis;

    /// <summary>Of the last entry.</summary>
    public long Sequence { get; private set; }

    public bool EndsWith(byte[] hash) => hash.AsSpan().SequenceEqual(_hash);

    /// <summary>Looks at each entry of a journal for whether it is what it was when it was written.</summary>
    public static async Task<IReadOnlyList<Finding>> BrokenIn(
        IJournalStore store, IProgress<ProofProgress>? progress, CancellationToken stop)
    {
        var (broken, chain, grain) = (new List<Finding>(), new EntryChain(), default(GrainKey?));
        var (entries, grains) = (0L, 0L);
        await foreach (var (_, entry) in store.ReadByGrain(stop))
        {
            if (entry.Grain != grain)
            {
                (grain, chain) = (entry.Grain, new EntryChain());
                grains++;
            }
            broken.AddRange(chain.Take(entry)
                .Take(ProofReport.FindingsMax - broken.Count)
                .Select(wrong => new Finding(wrong.Check, entry.Grain, entry.Sequence, wrong.What)));
            ProofProgress.Tell(progress, ++entries, grains);
        }
        return broken;
    }

    /// <returns>What is wrong with the next entry behind the last one.</returns>
    public IReadOnlyList<(ProofCheck Check, string What)> Take(Entry entry)
    {
        List<(ProofCheck, string)>? wrong = null;
        if (entry.Sequence != Sequence + 1)
        {
            (wrong ??= []).Add((ProofCheck.SequenceHasGap, $"it stands behind entry {Sequence}"));
        }
        if (!HashChain.Holds(_hash, entry))
        {
            (wrong ??= []).Add((ProofCheck.HashIsBroken, "entry and hash do not belong together"));
        }
        Pass(entry);
        return wrong ?? [];
    }

    /// <summary>Goes on behind an entry that somebody else looks at.</summary>
    public void Pass(Entry entry) => (Sequence, _hash) = (entry.Sequence, entry.Hash);
}
