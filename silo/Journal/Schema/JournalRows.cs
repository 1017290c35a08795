using System.Data.Common;
using Gongji.Journal.Entries;

namespace Gongji.Journal.Schema;

/// <summary>Reads the rows of the journal's tables, the same in every database but for what it is made with.</summary>
/// <param name="at">Reads the moment of an entry.</param>
/// <param name="position">Reads the position, which stands behind the columns of an entry.</param>
sealed class JournalRows(Func<DbDataReader, int, DateTimeOffset> at, Func<DbDataReader, int, JournalPosition> position)
{
    /// <summary>How many entries a follower is given at once.</summary>
    public const int PageMax = 1_000;

    /// <summary>grain, sequence, at, kind, operation, digest, actor, body, hash.</summary>
    public Entry EntryOf(DbDataReader row) => new(
        GrainOf(row),
        row.GetInt64(1),
        at(row, 2),
        row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4),
        row.IsDBNull(5) ? null : row.GetString(5),
        row.IsDBNull(6) ? null : row.GetString(6),
        row.GetFieldValue<byte[]>(7),
        row.GetFieldValue<byte[]>(8));

    /// <summary>An entry, and its position behind it.</summary>
    public PositionedEntry PositionedEntryOf(DbDataReader row) => new(position(row, 9), EntryOf(row));

    /// <summary>sequence, hash, body, seal, grain.</summary>
    public static Snapshot SnapshotOf(DbDataReader row) => new(
        new GrainKey(row.GetString(4)),
        row.GetInt64(0),
        row.GetFieldValue<byte[]>(1),
        row.GetFieldValue<byte[]>(2),
        row.GetString(3));

    /// <summary>grain, since.</summary>
    public WorkMark WorkMarkOf(DbDataReader row) => new(GrainOf(row), at(row, 1));

    public static async Task<List<T>> All<T>(DbDataReader rows, Func<DbDataReader, T> of, CancellationToken stop)
    {
        var all = new List<T>();
        while (await rows.ReadAsync(stop))
        {
            all.Add(of(rows));
        }
        return all;
    }

    /// <summary>Follows page by page, so that a follower holds nothing of the database between two pages.</summary>
    /// <param name="page">The next entries after a position: <see cref="PageMax"/> of them, fewer at the end.</param>
    public static async IAsyncEnumerable<PositionedEntry> Follow(
        JournalPosition after, Func<JournalPosition, Task<List<PositionedEntry>>> page)
    {
        List<PositionedEntry> entries;
        do
        {
            entries = await page(after);
            foreach (var entry in entries)
            {
                yield return entry;
                after = entry.Position;
            }
        }
        while (entries.Count == PageMax);
    }

    static GrainKey GrainOf(DbDataReader row) => new(row.GetString(0));
}
