namespace Gongji.Proof.Copying;

/// <summary>What of a journal was left out.</summary>
/// <param name="From">The earliest moment at which one of the entries was decided.</param>
/// <param name="To">The latest one.</param>
public sealed record LeftOut(long Commits, long Entries, DateTimeOffset From, DateTimeOffset To);

/// <summary>Up to where a journal is taken: in each database the commits before the first one that lies behind, so that
/// no chain of entries or seals has a gap.</summary>
public sealed class JournalCut
{
    readonly DateTimeOffset _moment;
    readonly (int Database, string Chain, long Number)? _last;
    readonly HashSet<int> _ended = [];

    JournalCut(DateTimeOffset moment, (int Database, string Chain, long Number)? last) =>
        (_moment, _last) = (moment, last);

    /// <summary>Takes everything.</summary>
    public static JournalCut Nowhere => At(DateTimeOffset.MaxValue);

    /// <summary>Null when nothing was.</summary>
    public LeftOut? LeftOut { get; private set; }

    /// <summary>A commit lies behind when one of its entries was decided later.</summary>
    public static JournalCut At(DateTimeOffset moment) => new(moment, null);

    /// <summary>The seal's commit is the last of its database; in others a commit lies behind when one of its entries
    /// was decided later than all up to there.</summary>
    /// <exception cref="InvalidDataException">There is no such seal.</exception>
    public static async Task<JournalCut> At(string chain, long number, ICommitSource source, CancellationToken stop)
    {
        var (database, newest) = (-1, DateTimeOffset.MinValue);
        await foreach (var commit in source.Read(stop))
        {
            if (commit.Database != database)
            {
                (database, newest) = (commit.Database, DateTimeOffset.MinValue);
            }
            newest = commit.Entries.Select(static entry => entry.At).Append(newest).Max();
            if (commit.Seal.Chain == chain && commit.Seal.Number == number)
            {
                return new JournalCut(newest, (database, chain, number));
            }
        }
        throw new InvalidDataException($"There is no seal {chain}:{number} in it.");
    }

    internal bool Takes(WholeCommit commit)
    {
        if (_ended.Contains(commit.Database) || LiesBehind(commit))
        {
            _ended.Add(commit.Database);
            Leave(commit);
            return false;
        }
        if (_last == (commit.Database, commit.Seal.Chain, commit.Seal.Number))
        {
            _ended.Add(commit.Database);
        }
        return true;
    }

    bool LiesBehind(WholeCommit commit) =>
        commit.Database != _last?.Database && commit.Entries.Any(entry => entry.At > _moment);

    void Leave(WholeCommit commit)
    {
        var left = LeftOut ?? new LeftOut(0, 0, DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
        var moments = commit.Entries.Select(static entry => entry.At).ToArray();
        LeftOut = new LeftOut(
            left.Commits + 1,
            left.Entries + moments.Length,
            moments.Append(left.From).Min(),
            moments.Append(left.To).Max());
    }
}
