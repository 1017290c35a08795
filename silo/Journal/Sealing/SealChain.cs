using System.Collections.Concurrent;
using Gongji.Journal.Entries;

namespace Gongji.Journal.Sealing;

/// <summary>Seals the commits of a ledger.</summary>
/// <param name="NewChain">Makes ids of chains at random.</param>
public sealed record Sealer(Guid Ledger, SealKey Key, Func<Guid> NewChain)
{
    public SnapshotSealer Snapshots => new(Ledger, Key);
}

/// <summary>What the lanes of a process have written to one database.</summary>
public sealed class SealHeads
{
    readonly ConcurrentDictionary<SealChain, Sealed> _byLane = new();

    /// <summary>The last seal of each lane that has written one.</summary>
    public IEnumerable<SealHead> All => _byLane.Values.Select(static last => last.Head);

    internal void Set(SealChain lane, Sealed last) => _byLane[lane] = last;

    internal IEnumerable<SealHead> Beside(SealChain lane) =>
        _byLane.Where(other => other.Key != lane).Select(static other => other.Value.Head);
}

/// <summary>A seal and its hash.</summary>
sealed record Sealed(Seal Seal, byte[] Hash)
{
    public SealHead Head => SealHead.Of(Seal, Hash);
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

    // Of its own, so that no lane waits until another has signed.
    readonly SealKey _key = sealer.Key.Copy();
    Sealed? _made;
    Sealed? _last;
    bool _isBroken = true;

    /// <summary>The seal of the next commit.</summary>
    public async ValueTask<Seal> Next(IReadOnlyList<Entry> entries)
    {
        if (_isBroken)
        {
            var ends = await store.ReadChains(database, CancellationToken.None);
            // What it has written itself it names too: it may have been taken away since.
            SealHead[] own = _last is { } written ? [written.Head] : [];
            var chain = sealer.NewChain().ToString("N");
            _made = Of(entries, chain, 1, new byte[HashChain.Size], Unfollowed(ends).Union(own));
        }
        else
        {
            var (last, hash) = _last!;
            var number = last.Number + 1;
            _made = Of(entries, last.Chain, number, hash, number % NamesEvery == 0 ? heads.Beside(this) : []);
        }
        return _made.Seal;
    }

    /// <summary>Goes on behind the seal that was made last: it was written.</summary>
    public void Follow()
    {
        (_last, _isBroken) = (_made!, false);
        heads.Set(this, _last);
    }

    /// <summary>Begins anew: nobody knows whether the last one was written.</summary>
    public void Break() => _isBroken = true;

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

    Sealed Of(IReadOnlyList<Entry> entries, string chain, long number, byte[] previous, IEnumerable<SealHead> named)
    {
        var root = MerkleTree.RootOf([.. entries.Select(static entry => entry.Hash)]);
        var follows = SealHead.Text(named);
        var seal = new Seal(chain, number, entries.Count, root, previous, follows, _key.Fingerprint, []);
        var hash = seal.HashIn(_book);
        return new Sealed(seal with { Signature = _key.Sign(hash) }, hash);
    }
}
