using System.Globalization;
using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;
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
    SourceCheck(
        ICommitSource source,
        SealTrust trust,
        IReadOnlyList<PlacedHead> known,
        Dictionary<(int, SealHead), Seal?> named)
    {
        _named = named;
        _tally = new ExportTally(trust.Ledger, source.Databases);
        _seals =
        [
            .. Enumerable.Range(0, source.Databases).Select(database => new SealCheck(
                BookOf(trust, database),
                trust.Keys,
                [],
                known.In(database + 1),
                head => Task.FromResult(_named.GetValueOrDefault((database, head))))),
        ];
    }

    /// <param name="known">Heads that have to be in it.</param>
    /// <exception cref="InvalidDataException">It is not a whole journal.</exception>
    public static async Task<CheckedSource> Check(
        ICommitSource source, SealTrust trust, IReadOnlyList<PlacedHead> known, CancellationToken stop)
    {
        // A file is read from its beginning to its end, so it is known beforehand what will be asked for.
        var named = new Dictionary<(int, SealHead), Seal?>();
        await foreach (var commit in source.Read(stop))
        {
            foreach (var head in SealHead.In(commit.Seal.Follows))
            {
                named[(commit.Database, head)] = null;
            }
        }
        var check = new SourceCheck(source, trust, known, named);
        await foreach (var commit in source.Read(stop))
        {
            await check.Take(commit, commit.Seal.HeadIn(BookOf(trust, commit.Database)));
        }
        check._findings.AddRange(SealProver.BeyondOf(known, source.Databases));
        return check.End();
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
        if (!HashChain.Holds(hash, entry))
        {
            Find(ProofCheck.HashIsBroken, entry, "entry and hash do not belong together");
        }
        if (entry.Hash.Length == HashChain.Size)
        {
            _grains[entry.Grain] = (entry.Sequence, entry.Hash);
        }
    }

    CheckedSource End()
    {
        Array.ForEach(_seals, static seals => seals.End());
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
