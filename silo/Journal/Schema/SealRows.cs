using System.Data.Common;
using System.Runtime.CompilerServices;
using Gongji.Journal.Entries;

namespace Gongji.Journal.Schema;

/// <summary>Reads seals, the same in every database.</summary>
static class SealRows
{
    public const string Columns = "chain, number, count, root, previous, follows, key, signature";

    /// <summary>How many columns these are.</summary>
    public const int Width = 8;

    /// <summary>The first and the last seal of each chain. The chains are found one after another by the index, however
    /// many seals they have.</summary>
    public const string Chains =
        $"""
        WITH RECURSIVE chains (id) AS (
          SELECT min(chain) FROM seal
          UNION ALL
          SELECT (SELECT min(chain) FROM seal WHERE chain > id) FROM chains WHERE id IS NOT NULL)
        SELECT {Columns} FROM chains JOIN seal ON chain = id AND number = 1
        UNION ALL
        SELECT {Columns} FROM chains
          JOIN seal ON chain = id AND number = (SELECT max(number) FROM seal AS last WHERE last.chain = id)
        """;

    /// <summary>Seals that are read at once, and all that somebody has put to the place of the last of them.</summary>
    public const int SealsMax = JournalRows.PageMax;

    /// <summary>Entries that are read at once: more than a commit may have, and so few that a journal without seals is
    /// read in pieces, too.</summary>
    public const int EntriesMax = 20_000;

    /// <summary>Commits page by page, so that a reader holds nothing of the database between two pages.</summary>
    /// <param name="page">The next commits after a place, or with null from the first row on, wherever it is; and
    /// whether there are more.</param>
    public static async IAsyncEnumerable<SealedCommit> Commits(
        JournalPosition after,
        Func<JournalPosition?, Task<(IReadOnlyList<SealedCommit> Commits, bool More)>> page,
        [EnumeratorCancellation] CancellationToken stop = default)
    {
        JournalPosition? from = (after.Transaction, after.Number) == (0, 0) ? null : after;
        bool more;
        do
        {
            stop.ThrowIfCancellationRequested();
            (var commits, more) = await page(from);
            foreach (var commit in commits)
            {
                yield return commit;
                from = commit.Last;
            }
        }
        while (more);
    }

    public static Seal SealOf(DbDataReader row) => new(
        row.GetString(0),
        row.GetInt64(1),
        row.GetInt64(2),
        row.GetFieldValue<byte[]>(3),
        row.GetFieldValue<byte[]>(4),
        row.GetString(5),
        row.GetString(6),
        row.GetFieldValue<byte[]>(7));
}
