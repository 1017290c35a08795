using Gongji.Journal.Entries;

namespace Gongji.Proof.Copying;

/// <summary>Counts what goes by, as the last line of an exported journal says it.</summary>
sealed class ExportTally(Guid ledger, int databases)
{
    readonly Dictionary<string, SealHead>[] _heads =
        [.. Enumerable.Range(0, databases).Select(static _ => new Dictionary<string, SealHead>())];

    long _commits;
    long _entries;
    DateTimeOffset? _newest;

    public ExportFooter Footer => new(
        _commits,
        _entries,
        [
            .. _heads.Select(static chains => chains.Values
                .Select(static head => head.ToString())
                .Order(StringComparer.Ordinal)
                .ToArray()),
        ]);

    public CopiedJournal Copied => new(_commits, _entries, _newest);

    public void Take(WholeCommit commit)
    {
        _commits++;
        _entries += commit.Entries.Count;
        _heads[commit.Database][commit.Seal.Chain] = commit.Seal.HeadIn(new SealedBook(ledger, commit.Database + 1));
        foreach (var entry in commit.Entries.Where(entry => !(entry.At <= _newest)))
        {
            _newest = entry.At;
        }
    }
}

/// <summary>What of a journal was copied.</summary>
/// <param name="Newest">The latest moment at which one of its entries was decided; null when there is none.</param>
public sealed record CopiedJournal(long Commits, long Entries, DateTimeOffset? Newest);
