using Gongji.Journal.Entries;

namespace Gongji.Proof.Proving;

/// <summary>Finds the newest of the entries that a proof reads from one database, in whatever order they come.
/// </summary>
sealed class JournalEnd(JournalPosition before)
{
    /// <summary>The ends of a journal of which nothing is proven.</summary>
    public static JournalEnd[] Start(IJournalStore store) =>
        [.. Enumerable.Range(0, store.Databases)
            .Select(static database => new JournalEnd(JournalPosition.Start with { Database = database }))];

    /// <summary>How many entries are there behind the ends.</summary>
    public static async Task<long> CountBehind(
        IEnumerable<JournalEnd> ends, IJournalStore store, CancellationToken stop)
    {
        var behind = 0L;
        foreach (var end in ends)
        {
            behind += await store.CountAfter(end.Position, stop);
        }
        return behind;
    }

    /// <summary>The place of the entry before the newest.</summary>
    public JournalPosition Before { get; private set; } = before;

    public JournalPosition Position { get; private set; } = before;

    /// <summary>The newest entry's hash; null when there was no entry.</summary>
    public byte[]? Hash { get; private set; }

    public KeptEnd Kept => new(Before, Position, Hash);

    public void Take(PositionedEntry placed)
    {
        if (placed.Position.IsAfter(Position))
        {
            (Before, Position, Hash) = (Position, placed.Position, placed.Entry.Hash);
        }
        else if (placed.Position.IsAfter(Before))
        {
            Before = placed.Position;
        }
    }
}
