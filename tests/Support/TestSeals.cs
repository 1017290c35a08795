using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;
using Gongji.Proof.Proving;

namespace Gongji.Tests.Support;

/// <summary>With what ledgers in tests seal.</summary>
public static class TestSeals
{
    public static readonly Sealer Sealer = new(Guid.NewGuid(), SealKey.Random(), Guid.NewGuid);

    public static SealTrust Trust { get; } = TrustIn(Sealer);

    public static SealTrust TrustIn(Sealer sealer) =>
        new(sealer.Ledger, SealKeys.Of(sealer.Key.Public), sealer.Snapshots);

    /// <summary>Of a lane that is alone.</summary>
    public static SealChain Chain(IJournalStore store, Sealer? sealer = null, int database = 0) =>
        new(store, sealer ?? Sealer, database, new SealHeads());

    /// <summary>A batch as a lane of a process writes it that has just begun.</summary>
    public static async Task<Batch> Sealed(this IJournalStore store, IReadOnlyList<Entry> entries, int database = 0) =>
        new(entries, [], await Chain(store, database: database).Next(entries));
}
