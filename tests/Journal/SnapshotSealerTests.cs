using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;

namespace Gongji.Tests.Journal;

/// <summary>Only what a silo of the ledger wrote is gone on from.</summary>
public sealed class SnapshotSealerTests
{
    static readonly Snapshot Kept = TestSeals.Sealer.Snapshots.Seal(
        new Snapshot(Some.Grain("person/1"), 7, Some.Hash(7), """{"balance":100}"""u8.ToArray()));

    public static TheoryData<string, Snapshot, SnapshotHolds> Snapshots => new()
    {
        { "as it was written", Kept, SnapshotHolds.Yes },
        { "other money", Kept with { Body = """{"balance":900}"""u8.ToArray() }, SnapshotHolds.No },
        { "another entry", Kept with { Sequence = 8 }, SnapshotHolds.No },
        { "another hash", Kept with { Hash = Some.Hash(8) }, SnapshotHolds.No },
        { "another grain", Kept with { Grain = Some.Grain("person/2") }, SnapshotHolds.No },
        { "half a code", Kept with { Seal = Kept.Seal[..^32] }, SnapshotHolds.No },
        { "no code", Kept with { Seal = Kept.Seal[..^64] }, SnapshotHolds.No },
        { "no seal", Kept with { Seal = "" }, SnapshotHolds.IsOfAnother },
        { "another version", Kept with { Seal = "0" + Kept.Seal[1..] }, SnapshotHolds.IsOfAnother },
        {
            "another key",
            (TestSeals.Sealer with { Key = SealKey.Random() }).Snapshots.Seal(Kept),
            SnapshotHolds.IsOfAnother
        },
        {
            "another ledger",
            (TestSeals.Sealer with { Ledger = Guid.Empty }).Snapshots.Seal(Kept),
            SnapshotHolds.No
        },
    };

    [Theory]
    [MemberData(nameof(Snapshots))]
    public void A_snapshot_holds_where_nothing_of_it_was_changed(string what, Snapshot snapshot, SnapshotHolds holds) =>
        Assert.Equal((what, holds), (what, TestSeals.Sealer.Snapshots.Check(snapshot)));

    [Fact]
    public void A_key_that_was_read_from_its_file_seals_as_it_did()
    {
        var again = TestSeals.Sealer with { Key = SealKey.OfPem(TestSeals.Sealer.Key.ToPem()) };

        Assert.Equal(SnapshotHolds.Yes, again.Snapshots.Check(Kept));
    }
}
