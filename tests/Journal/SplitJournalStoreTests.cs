using Gongji.Journal.Entries;
using Gongji.Journal.Split;
using Gongji.Journal.Writing;

namespace Gongji.Tests.Journal;

/// <summary>One journal over several databases.</summary>
public sealed class SplitJournalStoreTests
{
    readonly MemoryJournalStore[] _parts = [new(lanes: 3), new(lanes: 3), new(lanes: 3)];

    [Fact]
    public async Task What_a_lane_writes_is_found_by_its_grain()
    {
        await using var store = new SplitJournalStore(_parts);
        var lanes = new Lanes(store, new JournalOptions(), TestLedger.Clock, TaskScheduler.Default, TestSeals.Sealer);
        var grains = Enumerable.Range(1, 200).Select(n => $"person/{n}").ToArray();

        foreach (var grain in grains)
        {
            await store.Write(lanes.NumberOf(Some.Grain(grain)), Some.Batch(Some.Entry(grain, 1)), default);
        }

        foreach (var grain in grains)
        {
            Assert.Single(await store.Read(Some.Grain(grain), 1, long.MaxValue).ToListAsync());
        }
        var shares = await Task.WhenAll(_parts.Select(part => Some.WholeJournal(part).AsTask()));
        Assert.All(shares, share => Assert.InRange(share.Count, 40, 100));
    }

    [Fact]
    public async Task The_whole_journal_is_read_in_the_order_of_grains()
    {
        await using var store = new SplitJournalStore(_parts);
        var lanes = new Lanes(store, new JournalOptions(), TestLedger.Clock, TaskScheduler.Default, TestSeals.Sealer);
        foreach (var grain in Enumerable.Range(1, 50).Select(n => $"person/{n}"))
        {
            var entries = Some.Entries(grain, 1, 3);
            await store.Write(lanes.NumberOf(Some.Grain(grain)), Some.Batch(entries), default);
            await store.WriteSnapshot(new Snapshot(Some.Grain(grain), 3, Some.Hash(3), "{}"u8.ToArray()), default);
        }

        var read = (await Some.WholeJournal(store)).Select(entry => (entry.Grain.Value, entry.Sequence)).ToList();
        var snapshots = await store.ReadSnapshotsByGrain().Select(kept => kept.Grain.Value).ToListAsync();

        Assert.Equal(read.OrderBy(each => each.Value, StringComparer.Ordinal).ThenBy(each => each.Sequence), read);
        Assert.Equal(150, read.Count);
        Assert.Equal(snapshots.Order(StringComparer.Ordinal), snapshots);
        Assert.Equal(50, snapshots.Count);
    }

    [Fact]
    public async Task Each_database_is_followed_in_its_own_order()
    {
        await using var store = new SplitJournalStore(_parts);
        var lanes = new Lanes(store, new JournalOptions(), TestLedger.Clock, TaskScheduler.Default, TestSeals.Sealer);
        foreach (var grain in Enumerable.Range(1, 50).Select(n => $"person/{n}"))
        {
            await store.Write(lanes.NumberOf(Some.Grain(grain)), Some.Batch(Some.Entries(grain, 1, 2)), default);
        }

        var seen = 0;
        for (var database = 0; database < store.Databases; database++)
        {
            var start = JournalPosition.Start with { Database = database };
            var all = await store.Follow(start).ToListAsync();
            var rest = await store.Follow(all[9].Position).ToListAsync();
            Assert.Equal(all.Skip(10).Select(each => each.Position), rest.Select(each => each.Position));
            Assert.All(all, each => Assert.Equal(database, each.Position.Database));
            seen += all.Count;
        }

        Assert.Equal(100, seen);
    }

    [Fact]
    public async Task A_follower_has_a_place_of_its_own_in_each_database()
    {
        await using var store = new SplitJournalStore(_parts);
        await store.Cursor("reader", 1, default);
        await store.Cursor("reader", 2, default);

        await store.MoveCursor("reader", new JournalPosition(0, 7, Database: 2), default);

        Assert.Equal(new JournalPosition(0, 0, Database: 1), await store.Cursor("reader", 1, default));
        Assert.Equal(new JournalPosition(0, 7, Database: 2), await store.Cursor("reader", 2, default));
    }
}
