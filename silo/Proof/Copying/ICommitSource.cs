using Gongji.Journal.Entries;
using Gongji.Journal.Naming;

namespace Gongji.Proof.Copying;

/// <summary>A commit with all that belongs to it.</summary>
/// <param name="Database">0, 1, 2 … in the journal.</param>
public sealed record WholeCommit(int Database, Seal Seal, IReadOnlyList<Entry> Entries);

/// <summary>Where the commits of a whole journal are read from.</summary>
public interface ICommitSource
{
    /// <summary>Whose journal it says it is.</summary>
    LedgerName Ledger { get; }

    int Databases { get; }

    /// <summary>The commits of one database after the other, each in their order. It may be read again.</summary>
    /// <exception cref="InvalidDataException">It is not a whole journal.</exception>
    IAsyncEnumerable<WholeCommit> Read(CancellationToken stop);
}
