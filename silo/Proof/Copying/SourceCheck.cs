using System.Globalization;
using Gongji.Journal.Entries;
using Gongji.Proof.Proving;

namespace Gongji.Proof.Copying;

/// <summary>What the check of a whole journal found.</summary>
public sealed record CheckedSource(CopiedJournal Copied, IReadOnlyList<Finding> Findings)
{
    public bool IsClean => Findings.Count == 0;
}

/// <summary>Sees that the entries and the seals of a whole journal are as the ledger wrote them. It needs memory for
/// the last hash of each grain.</summary>
public sealed class SourceCheck
{
    readonly Dictionary<GrainKey, (long Sequence, byte[] Hash)> _grains = [];
    readonly Dictionary<(int Database, SealHead Head), Seal?> _named;
    readonly SealCheck[] _seals;
    readonly List<Finding> _findings = [];
    readonly ExportTally _tally;

    /// <param name="named">Seals that somebody names; of each that was seen the seal.</param>
    SourceCheck(ICommitSource source, SealTrust trust, Dictionary<(int, SealHead), Seal?> named)
    {
        _named = named;
        _tally = new ExportTally(trust.Ledger, source.Databases);
        _seals =
        [
            .. Enumerable.Range(0, source.Databases).Select(database => new SealCheck(
                BookOf(trust, database),
                trust.Key,
                [],
                head => Task.FromResult(_named.GetValueOrDefault((database, head))))),
        ];
    }

    /// <param name="known">By database: where an earlier proof ended; null when there was none.</param>
    /// <exception cref="InvalidDataException">It is not a whole journal.</exception>
    public static async Task<CheckedSource> Check(
        ICommitSource source, SealTrust trust, IReadOnlyList<SealedUpTo>? known, CancellationToken stop)
    {
        // A file is read from its beginning to its end, so it is known beforehand what will be asked for.
        var named = new Dictionary<(int, SealHead), Seal?>();
        foreach (var (database, upTo) in (known ?? []).Index())
        {
            Name(database, upTo.Heads);
        }
        await foreach (var commit in source.Read(stop))
        {
            Name(commit.Database, SealHead.In(commit.Seal.Follows));
        }
        var check = new SourceCheck(source, trust, named);
        await foreach (var commit in source.Read(stop))
        {
            await check.Take(commit, commit.Seal.HeadIn(BookOf(trust, commit.Database)));
        }
        return await check.End(known ?? []);

        void Name(int database, IEnumerable<SealHead> heads)
        {
            foreach (var head in heads)
            {
                named[(database, head)] = null;
            }
        }
    }

    static SealedBook BookOf(SealTrust trust, int database) => new(trust.Ledger, database + 1);

    async Task Take(WholeCommit commit, SealHead head)
    {
        _tally.Take(commit);
        foreach (var entry in commit.Entries)
        {
            Take(entry);
        }
        if (_named.ContainsKey((commit.Database, head)))
        {
            _named[(commit.Database, head)] = commit.Seal;
        }
        var last = new JournalPosition(0, _tally.Copied.Entries, commit.Database);
        await _seals[commit.Database].Take(
            new SealedCommit(last, [.. commit.Entries.Select(static entry => entry.Hash)], commit.Seal));
    }

    void Take(Entry entry)
    {
        var (sequence, hash) = _grains.GetValueOrDefault(entry.Grain, (0, HashChain.Genesis));
        if (entry.Sequence != sequence + 1)
        {
            Find(ProofCheck.SequenceHasGap, entry, string.Create(
                CultureInfo.InvariantCulture, $"it stands behind entry {sequence}"));
        }
        if (!HashChain.NextOf(hash, entry).AsSpan().SequenceEqual(entry.Hash))
        {
            Find(ProofCheck.HashIsBroken, entry, "entry and hash do not belong together");
        }
        if (entry.Hash.Length == HashChain.Size)
        {
            _grains[entry.Grain] = (entry.Sequence, entry.Hash);
        }
    }

    async Task<CheckedSource> End(IReadOnlyList<SealedUpTo> known)
    {
        foreach (var (database, upTo) in known.Take(_seals.Length).Index())
        {
            await _seals[database].Await(upTo.Heads);
        }
        return new CheckedSource(
            _tally.Copied, [.. _findings.Concat(_seals.SelectMany(static seals => seals.Findings))]);
    }

    void Find(ProofCheck check, Entry entry, string what)
    {
        if (_findings.Count < ProofReport.FindingsMax)
        {
            _findings.Add(new Finding(check, entry.Grain, entry.Sequence, what));
        }
    }
}
