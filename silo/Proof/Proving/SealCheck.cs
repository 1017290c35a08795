using System.Globalization;
using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;

namespace Gongji.Proof.Proving;

/// <summary>Sees commit by commit, in their order, that each has a seal of the ledger's, that no seal of a chain is
/// missing between two, and that whatever a seal names is there.</summary>
/// <param name="keys">With which the ledger seals.</param>
/// <param name="proven">Heads up to which the signatures of their chains were checked before.</param>
/// <param name="known">All heads that somebody knows: each has to be among what is walked over.</param>
/// <param name="find">Looks for one seal.</param>
sealed class SealCheck(
    SealedBook book,
    SealKeys keys,
    IEnumerable<SealHead> proven,
    IEnumerable<SealHead> known,
    Func<SealHead, Task<Seal?>> find)
{
    readonly Dictionary<string, long> _signedUpTo =
        proven.ToDictionary(static head => head.Chain, static head => head.Number);

    readonly HashSet<SealHead> _awaited = [.. known];
    readonly Dictionary<string, SealHead> _heads = [];
    /// <summary>Of each chain the last seal that another chain names.</summary>
    readonly Dictionary<string, SealHead> _named = [];

    /// <summary>Of each chain whose key was replaced when it ended, the place of that key.</summary>
    readonly Dictionary<string, int> _keys = [];
    int _newest;
    readonly List<Finding> _findings = [];

    public long Commits { get; private set; }

    /// <summary>The last seal of each chain.</summary>
    public IReadOnlyList<SealHead> Heads => [.. _heads.Values];

    /// <summary>Those that no other chain goes on from: who knows them knows all.</summary>
    public IEnumerable<SealHead> Open =>
        _heads.Values.Where(head => _named.GetValueOrDefault(head.Chain) != head);

    public IReadOnlyList<Finding> Findings => _findings;

    public async Task Take(SealedCommit commit)
    {
        Commits++;
        if (commit.Seal is not { } seal)
        {
            Find(ProofCheck.CommitIsNotSealed, commit, $"{commit.Hashes.Count} entries have no seal");
            return;
        }
        var head = seal.HeadIn(book);
        var why = WhyBroken(seal, head, commit);
        if (why is not null)
        {
            Find(ProofCheck.SealIsBroken, commit, $"seal {seal.Number} of chain {seal.Chain} {why}");
        }
        (_heads[seal.Chain], _keys[seal.Chain]) = (head, keys.PlaceOf(seal.Key));
        _awaited.Remove(head);
        foreach (var named in SealHead.In(seal.Follows))
        {
            if (!_named.TryGetValue(named.Chain, out var before) || before.Number <= named.Number)
            {
                _named[named.Chain] = named;
            }
            if (_heads.GetValueOrDefault(named.Chain) is not { } walked
                || walked.Number < named.Number
                || (walked != named && (await find(named))?.HeadIn(book) != named))
            {
                _awaited.Add(named);
            }
        }
        if (why is null && keys.PlaceOf(seal.Key) > _newest)
        {
            Raise(keys.PlaceOf(seal.Key));
        }
    }

    string Place => string.Create(CultureInfo.InvariantCulture, $"database {book.Database}");

    /// <summary>Sees that all is there that somebody knows.</summary>
    public void End()
    {
        foreach (var missing in _awaited)
        {
            Find(new Finding(
                ProofCheck.SealedIsMissing,
                null,
                0,
                $"{Place} lacks a commit that is known elsewhere: seal {missing} is not there{BehindLast(missing)}. "
                + "Entries were taken away, or it is an older copy"));
        }
    }

    /// <summary>How far the last seal that is there is from one that is not.</summary>
    string BehindLast(SealHead missing)
    {
        var last = _heads.TryGetValue(missing.Chain, out var there) ? there.Number : 0;
        return last < missing.Number
            ? string.Create(
                CultureInfo.InvariantCulture,
                $", the last of its chain is {last}: {missing.Number - last} commits are missing")
            : "";
    }

    /// <summary>A new key begins by naming what those before it had sealed last; whoever is named later has come by one
    /// of them since.</summary>
    void Raise(int newest)
    {
        _newest = newest;
        foreach (var (chain, place) in _keys)
        {
            if (place >= 0 && place < _newest && _named.GetValueOrDefault(chain) != _heads[chain])
            {
                Find(new Finding(
                    ProofCheck.SealIsBroken,
                    null,
                    0,
                    $"{Place}: chain {chain} is sealed with a key that was replaced, and the next did not go on from "
                    + "it"));
            }
        }
    }

    string? WhyBroken(Seal seal, SealHead head, SealedCommit commit)
    {
        if (keys.PlaceOf(seal.Key) is var place && place < 0)
        {
            return $"is signed with key {seal.Key}, and not with the ledger's, {keys.Newest.Fingerprint}";
        }
        if (place < _newest)
        {
            return $"is signed with key {seal.Key}, which was replaced before";
        }
        if (seal.Number > _signedUpTo.GetValueOrDefault(seal.Chain)
            && !keys.All[place].Verifies(Convert.FromHexString(head.Hash), seal.Signature))
        {
            return "is not signed with the ledger's key as it stands";
        }
        if (commit.Hashes.Count != seal.Count
            || commit.Hashes.Any(static hash => hash.Length != HashChain.Size)
            || !MerkleTree.RootOf(commit.Hashes).AsSpan().SequenceEqual(seal.Root))
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"is of {seal.Count} entries, and not of the {commit.Hashes.Count} that are there");
        }
        return WhyOutOfChain(seal);
    }

    string? WhyOutOfChain(Seal seal)
    {
        var before = _heads.GetValueOrDefault(seal.Chain);
        if (seal.Number == 1)
        {
            return before is null && seal.Previous.AsSpan().SequenceEqual(new byte[HashChain.Size])
                ? null
                : "begins its chain, and does not";
        }
        if (before is null)
        {
            return "comes without the beginning of its chain";
        }
        if (seal.Number - 1 != before.Number)
        {
            return string.Create(CultureInfo.InvariantCulture, $"comes after seal {before.Number}");
        }
        return Convert.ToHexStringLower(seal.Previous) == before.Hash ? null : "does not follow the seal before it";
    }

    void Find(ProofCheck check, SealedCommit commit, string what)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"{commit.Last.Transaction}/{commit.Last.Number}");
        Find(new Finding(check, null, 0, $"{Place}, commit up to {at}: {what}"));
    }

    void Find(Finding finding)
    {
        if (_findings.Count < ProofReport.FindingsMax)
        {
            _findings.Add(finding);
        }
    }
}
