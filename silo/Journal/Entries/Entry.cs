namespace Gongji.Journal.Entries;

/// <summary>One entry of the journal, as every store keeps it.</summary>
/// <param name="Sequence">1, 2, 3 … in its grain. (grain, sequence) is unique: that is the fence.</param>
/// <param name="At">To the microsecond, UTC.</param>
/// <param name="Kind">Name and version of the event, such as <c>person.settled.1</c>.</param>
/// <param name="Operation">The caller's name for the operation that led to it; null when none did.</param>
/// <param name="Digest">Of what the operation asked for; null when <paramref name="Operation"/> is.</param>
/// <param name="Actor">Who asked for the operation, as JSON; null when nobody said.</param>
/// <param name="Body">The event as UTF-8 JSON. Stores give the very bytes back.</param>
/// <param name="Hash">SHA-256, 32 bytes, over the previous entry's hash and everything above: see
/// <see cref="HashChain"/>.</param>
public sealed record Entry(
    GrainKey Grain,
    long Sequence,
    DateTimeOffset At,
    string Kind,
    string? Operation,
    string? Digest,
    string? Actor,
    byte[] Body,
    byte[] Hash);

/// <summary>The state of a grain up to a sequence, to shorten the fold. Only a hint: the journal is the truth.
/// </summary>
/// <param name="Sequence">0 when what is kept can't be read: then it counts as none.</param>
/// <param name="Hash">Hash of the entry with that sequence.</param>
/// <param name="Body">The state as UTF-8 JSON.</param>
/// <param name="Seal">By which a silo knows that one of the ledger's wrote it; empty where an earlier version
/// did.</param>
public sealed record Snapshot(GrainKey Grain, long Sequence, byte[] Hash, byte[] Body, string Seal = "")
{
    public bool IsReadable => Sequence > 0;

    public static Snapshot Unreadable(GrainKey grain) => new(grain, 0, [], []);
}

/// <summary>A grain that begins or ends to have work to finish, written in the transaction of the entries that say so.
/// </summary>
/// <param name="Since">When the work was opened; null when there is none any more.</param>
public sealed record WorkMark(GrainKey Grain, DateTimeOffset? Since);

/// <summary>Entries of several grains that become durable together, in order.</summary>
/// <param name="Seal">What they are sealed with. A commit without one is none that a ledger wrote.</param>
public sealed record Batch(IReadOnlyList<Entry> Entries, IReadOnlyList<WorkMark> Marks, Seal? Seal = null);

/// <summary>An entry with its place in the order in which the whole journal was committed.</summary>
/// <param name="Position">Opaque, ever growing; made by the store.</param>
public sealed record PositionedEntry(JournalPosition Position, Entry Entry);

/// <summary>A place in the journal. Entries after it are those that were committed after it.</summary>
/// <param name="Database">A journal over several databases has an order of commits in each.</param>
public readonly record struct JournalPosition(long Transaction, long Number, int Database = 0)
{
    public static readonly JournalPosition Start;

    /// <summary>Whether it is later than another place in the same database.</summary>
    public bool IsAfter(JournalPosition other) =>
        Transaction > other.Transaction || (Transaction == other.Transaction && Number > other.Number);
}
