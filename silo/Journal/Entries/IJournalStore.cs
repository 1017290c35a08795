namespace Gongji.Journal.Entries;

/// <summary>Keeps snapshots. They may be lost: the journal is the truth.</summary>
public interface ISnapshots
{
    Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop);

    /// <summary>Keeps the newest snapshot of a grain; an older one than is kept is dropped, and of the same entry one
    /// that is sealed alike.</summary>
    Task WriteSnapshot(Snapshot snapshot, CancellationToken stop);
}

/// <summary>Keeps how far those have come who follow the journal and may miss nothing of it.</summary>
public interface ICursors
{
    /// <summary>After which place a follower goes on in a database. One that comes for the first time begins, durably,
    /// at the end of what is there.</summary>
    /// <exception cref="Exception">Any failure: it may have begun or not.</exception>
    Task<JournalPosition> Cursor(string follower, int database, CancellationToken stop);

    /// <summary>Keeps durably that a follower has come to a place. It never goes back.</summary>
    Task MoveCursor(string follower, JournalPosition to, CancellationToken stop);
}

/// <summary>Keeps the journal. Every store passes the same contract suite.</summary>
public interface IJournalStore : ISnapshots, ICursors, IAsyncDisposable
{
    /// <summary>How many databases the journal is split over; each has its own order of commits.</summary>
    int Databases => 1;

    /// <summary>How many writes may be under way at once: the number of lanes.</summary>
    int Lanes { get; }

    /// <summary>Creates what is missing in the schema.</summary>
    Task Prepare(CancellationToken stop);

    /// <summary>Writes a batch in one transaction and returns when it is durable.</summary>
    /// <param name="lane">0 ≤ lane &lt; <see cref="Lanes"/>; at most one write of a lane is under way.</param>
    /// <returns>Empty when the batch is durable. Otherwise the grains whose (grain, sequence) is taken already: then
    /// nothing of the batch was written.</returns>
    /// <exception cref="Exception">Any failure: it is not known whether the batch is durable.</exception>
    Task<IReadOnlyList<GrainKey>> Write(int lane, Batch batch, CancellationToken stop);

    /// <summary>The grain's entries with from ≤ sequence ≤ to, in order.</summary>
    IAsyncEnumerable<Entry> Read(GrainKey grain, long from, long to, CancellationToken stop = default);

    /// <summary>Grains of a database that have work to finish, in the order of <see cref="WorkMark.Since"/> and grain:
    /// those that have had it longest first.</summary>
    /// <param name="after">The last one that is known already; null to begin with the first.</param>
    Task<IReadOnlyList<WorkMark>> OpenWork(int database, WorkMark? after, int limit, CancellationToken stop);

    /// <summary>The journal of the position's database in commit order after it, up to what no transaction under way
    /// can precede. Within a grain that is the order of its sequence.</summary>
    IAsyncEnumerable<PositionedEntry> Follow(JournalPosition after, CancellationToken stop = default);

    /// <summary>The whole journal in the order of grain and sequence, as of one moment in each database, which is
    /// behind <see cref="AwaitUnderWay"/>: what <see cref="Follow"/> would have given up to then.</summary>
    IAsyncEnumerable<PositionedEntry> ReadByGrain(CancellationToken stop = default);

    /// <summary>Waits for transactions under way, though not without end: then <see cref="Follow"/> gives all that was
    /// durable before the call.</summary>
    Task AwaitUnderWay(CancellationToken stop);

    /// <summary>How many entries of the position's database are there after it, also of those that
    /// <see cref="Follow"/> and <see cref="ReadByGrain"/> hold back because a transaction under way may precede
    /// them.</summary>
    Task<long> CountAfter(JournalPosition position, CancellationToken stop);

    /// <summary>The commits of the position's database after it, in the order in which <see cref="Follow"/> gives their
    /// entries: each with its seal, and what has none as a commit without one. All that is there is given, also what
    /// <see cref="Follow"/> holds back because a transaction under way may precede it.</summary>
    /// <param name="after">The place of the last entry of a commit, or the start.</param>
    IAsyncEnumerable<SealedCommit> ReadCommits(JournalPosition after, CancellationToken stop = default);

    /// <summary>One seal of a database; null when it is not there.</summary>
    Task<Seal?> ReadSeal(int database, string chain, long number, CancellationToken stop);

    /// <summary>The first and the last seal of each chain in a database.</summary>
    Task<IReadOnlyList<Seal>> ReadChains(int database, CancellationToken stop);

    /// <summary>All snapshots in the order of their grains, as of one moment.</summary>
    IAsyncEnumerable<Snapshot> ReadSnapshotsByGrain(CancellationToken stop = default);
}
