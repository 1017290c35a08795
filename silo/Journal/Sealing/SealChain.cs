using System.Collections.Concurrent;
using Gongji.Journal.Entries;

namespace Gongji.Journal.Sealing;

/// <summary>Seals the commits of a ledger.</summary>
/// <param name="NewChain">Makes ids of chains at random.</param>
public sealed record Sealer(Guid Ledger, SealKey Key, Func<Guid> NewChain);

/// <summary>The chains that the lanes of a process write to one database.</summary>
public sealed class SealHeads
{
    readonly ConcurrentDictionary<string, SealHead> _byChain = new();

    internal void Set(SealHead head) => _byChain[head.Chain] = head;

    internal void End(string chain) => _byChain.TryRemove(chain, out _);

    internal IEnumerable<SealHead> Beside(string chain) =>
        _byChain.Values.Where(head => head.Chain != chain);
}

/// <summary>The seals of one lane.</summary>
/// <param name="database">0 ≤ database &lt; <see cref="IJournalStore.Databases"/>: to which the lane writes.</param>
/// <param name="heads">Of all lanes of that database.</param>
public sealed class SealChain(IJournalStore store, Sealer sealer, int database, SealHeads heads)
{
    /// <summary>After so many commits a lane names the heads of those beside it: whoever takes the newest commits of
    /// one lane away has to take the others' too.</summary>
    public const int NamesEvery = 64;

    readonly SealedBook _book = new(sealer.Ledger, database + 1);
    Seal? _last;

    /// <summary>The seal of the next commit.</summary>
    public async ValueTask<Seal> Next(IReadOnlyList<Entry> entries)
    {
        if (_last is not { } last)
        {
            var ends = await store.ReadChains(database, CancellationToken.None);
            var chain = sealer.NewChain().ToString("N");
            return Of(entries, chain, 1, new byte[HashChain.Size], Unfollowed(ends));
        }
        var number = last.Number + 1;
        var named = number % NamesEvery == 0 ? heads.Beside(last.Chain) : [];
        return Of(entries, last.Chain, number, last.HashIn(_book), named);
    }

    /// <summary>Goes on behind a seal that was written.</summary>
    public void Follow(Seal written)
    {
        _last = written;
        heads.Set(written.HeadIn(_book));
    }

    /// <summary>Begins anew: nobody knows whether the last one was written.</summary>
    public void Break()
    {
        if (_last is { } last)
        {
            heads.End(last.Chain);
        }
        _last = null;
    }

    /// <summary>The heads of chains that no other chain goes on from.</summary>
    /// <param name="ends">The first and the last seal of each chain.</param>
    IEnumerable<SealHead> Unfollowed(IReadOnlyList<Seal> ends)
    {
        var followed = ends.SelectMany(static seal => SealHead.In(seal.Follows)).ToHashSet();
        return ends
            .GroupBy(static seal => seal.Chain)
            .Select(chain => chain.MaxBy(static seal => seal.Number)!.HeadIn(_book))
            .Where(head => !followed.Contains(head));
    }

    Seal Of(IReadOnlyList<Entry> entries, string chain, long number, byte[] previous, IEnumerable<SealHead> named)
    {
        var root = MerkleTree.RootOf([.. entries.Select(static entry => entry.Hash)]);
        var follows = SealHead.Text(named);
        var seal = new Seal(chain, number, entries.Count, root, previous, follows, sealer.Key.Fingerprint, []);
        return seal with { Signature = sealer.Key.Sign(seal.HashIn(_book)) };
    }
}
