using System.Text;
using Gongji.Journal.Entries;

namespace Gongji.Tests.Journal;

/// <summary>What every store of the journal keeps to.</summary>
public abstract partial class JournalStoreContract : IAsyncLifetime
{
    readonly List<IJournalStore> _opened = [];

    /// <summary>One more store over this test's data.</summary>
    protected abstract Task<IJournalStore> Connect();

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        foreach (var store in _opened)
        {
            await store.DisposeAsync();
        }
    }

    protected async Task<IJournalStore> Open()
    {
        var store = await Connect();
        _opened.Add(store);
        await store.Prepare(default);
        return store;
    }

    [ContractFact]
    public async Task Entries_come_back_exactly_as_they_were_written()
    {
        var store = await Open();
        Entry[] written =
        [
            Some.Entry("person/1", 1, """{"name":"张三","place":"西安市雁塔区","note":"a\u0000\"b\\"}"""),
            Some.Entry("person/1", 2, """{ "b" : 1.50,  "a":1, "a" : 2 }""") with
            {
                Operation = "H61/2207/0001",
                Digest = "d1",
                Actor = """{"role":"insured","channel":"mobile","office":"西安"}""",
            },
            Some.Entry("person/1", 3, $"\"{new string('药', 350_000)}\""),
        ];

        await store.Write(0, Some.Batch(written), default);

        var read = await store.Read(Some.Grain("person/1"), 1, long.MaxValue).ToListAsync();
        Same.Entries(written, read);
    }

    [ContractFact]
    public async Task Only_the_asked_range_of_the_asked_grain_is_read()
    {
        var store = await Open();
        await store.Write(
            0, Some.Batch([.. Some.Entries("person/1", 1, 9), .. Some.Entries("person/10", 1, 9)]), default);

        var read = await store.Read(Some.Grain("person/1"), 3, 5).ToListAsync();

        Same.Entries(Some.Entries("person/1", 3, 5), read);
    }

    [ContractFact]
    public async Task Of_a_batch_in_conflict_nothing_is_written_and_exactly_the_conflicting_grains_are_named()
    {
        var store = await Open();
        await store.Write(0, Some.Batch(Some.Entry("person/1", 1), Some.Entry("person/3", 1)), default);

        var taken = await store.Write(
            0,
            new Batch(
                [
                    Some.Entry("person/2", 1),
                    Some.Entry("person/3", 1, "\"other\""),
                    Some.Entry("person/3", 2),
                    Some.Entry("person/1", 1, "\"other\""),
                    Some.Entry("person/4", 1),
                ],
                [new WorkMark(Some.Grain("person/2"), Some.Time)]),
            default);

        Assert.Equal(["person/1", "person/3"], taken.Select(grain => grain.Value).Order());
        Same.Entries(
            [Some.Entry("person/1", 1), Some.Entry("person/3", 1)], await Some.WholeJournal(store));
        Assert.Empty(await store.OpenWork(0, null, 10, default));
    }

    [ContractFact]
    public async Task A_batch_in_conflict_goes_through_without_the_conflicting_grains()
    {
        var store = await Open();
        await store.Write(0, Some.Batch(Some.Entry("person/1", 1)), default);
        await store.Write(0, Some.Batch(Some.Entry("person/1", 1), Some.Entry("person/2", 1)), default);

        var taken = await store.Write(0, Some.Batch(Some.Entry("person/2", 1)), default);

        Assert.Empty(taken);
        Assert.Single(await store.Read(Some.Grain("person/2"), 1, 1).ToListAsync());
    }

    [ContractFact]
    public async Task A_grain_that_stands_twice_in_a_batch_with_one_sequence_is_in_conflict()
    {
        var store = await Open();

        var taken = await store.Write(
            0,
            Some.Batch(Some.Entry("person/1", 1), Some.Entry("person/2", 1), Some.Entry("person/1", 1, "\"other\"")),
            default);

        Assert.Equal([Some.Grain("person/1")], taken);
        Assert.Empty(await Some.WholeJournal(store));
    }

    [ContractFact]
    public async Task Of_two_stores_over_the_same_data_the_second_to_write_a_sequence_loses()
    {
        var first = await Open();
        var second = await Open();
        await first.Write(0, Some.Batch(Some.Entry("person/1", 1)), default);

        var won = await second.Write(0, Some.Batch(Some.Entry("person/1", 2, "\"second\"")), default);
        var lost = await first.Write(0, Some.Batch(Some.Entry("person/1", 2, "\"first\"")), default);

        Assert.Empty(won);
        Assert.Equal([Some.Grain("person/1")], lost);
        Same.Entries(
            [Some.Entry("person/1", 1), Some.Entry("person/1", 2, "\"second\"")],
            await first.Read(Some.Grain("person/1"), 1, 9).ToListAsync());
    }

    [ContractFact]
    public async Task When_two_stores_write_a_sequence_at_once_exactly_one_wins()
    {
        var first = await Open();
        var second = await Open();

        for (var sequence = 1; sequence <= 20; sequence++)
        {
            var outcomes = await Task.WhenAll(
                first.Write(0, Some.Batch(Some.Entry("person/1", sequence, "\"first\"")), default),
                second.Write(0, Some.Batch(Some.Entry("person/1", sequence, "\"second\"")), default));

            Assert.Single(outcomes, taken => taken.Count == 0);
        }
    }

    [ContractFact]
    public async Task The_newest_snapshot_of_a_grain_is_kept()
    {
        var store = await Open();
        var body = Encoding.UTF8.GetBytes("""{"余额":7}""");
        var newest = new Snapshot(Some.Grain("person/1"), 7, Some.Hash(7), body, "seal of 7");
        await store.WriteSnapshot(newest with { Sequence = 5, Body = [(byte)'5'], Seal = "" }, default);
        await store.WriteSnapshot(newest, default);
        await store.WriteSnapshot(newest with { Sequence = 6, Body = Encoding.UTF8.GetBytes("6") }, default);

        var read = await store.ReadSnapshot(newest.Grain, default);

        Assert.Equal(newest.Sequence, read!.Sequence);
        Assert.Equal(newest.Hash, read.Hash);
        Assert.Equal(newest.Body, read.Body);
        Assert.Equal(newest.Seal, read.Seal);
        Assert.Null(await store.ReadSnapshot(Some.Grain("person/2"), default));
    }

    [ContractFact]
    public async Task Open_work_is_listed_by_age_until_it_is_closed()
    {
        var store = await Open();
        WorkMark At(string grain, int minute) => new(Some.Grain(grain), Some.Time.AddMinutes(minute));
        await store.Write(
            0,
            new Batch(
                [Some.Entry("person/1", 1)],
                [At("person/1", 3), At("person/2", 1), At("person/3", 2), At("person/4", 4), At("person/5", 2)]),
            default);

        await store.Write(
            0,
            new Batch(
                [Some.Entry("person/1", 2)],
                [new(Some.Grain("person/2"), null), new(Some.Grain("person/3"), null), At("person/3", 0)]),
            default);

        var old = await store.OpenWork(0, null, 10, default);
        var oldest = await store.OpenWork(0, null, 2, default);
        var newest = await store.OpenWork(0, oldest[^1], 10, default);
        WorkMark[] all = [At("person/3", 0), At("person/5", 2), At("person/1", 3), At("person/4", 4)];
        Assert.Equal(all, old);
        Assert.Equal(all[..2], oldest);
        Assert.Equal(all[2..], newest);
    }

    [ContractFact]
    public async Task The_whole_journal_is_followed_in_the_order_of_its_commits()
    {
        var store = await Open();
        await store.Write(0, Some.Batch(Some.Entry("person/2", 1), Some.Entry("person/1", 1)), default);
        await store.Write(0, Some.Batch(Some.Entry("person/3", 1)), default);
        var before = await store.Follow(JournalPosition.Start).ToListAsync();

        await store.Write(0, Some.Batch(Some.Entry("person/1", 2), Some.Entry("person/0", 1)), default);

        Assert.Equal(["person/2", "person/1", "person/3"], before.Select(found => found.Entry.Grain.Value));
        var after = await store.Follow(before[^1].Position).ToListAsync();
        Same.Entries([Some.Entry("person/1", 2), Some.Entry("person/0", 1)], after.Select(found => found.Entry));
        var between = await store.Follow(before[0].Position).ToListAsync();
        Assert.Equal(4, between.Count);
    }

    [ContractFact]
    public async Task A_follower_sees_every_entry_once_while_all_lanes_write()
    {
        var store = await Open();
        async Task Fill(int lane)
        {
            for (var sequence = 1; sequence <= 60; sequence++)
            {
                Entry[] entries = [.. Enumerable.Range(0, 20).Select(n => Some.Entry($"person/{lane}-{n}", sequence))];
                Assert.Empty(await store.Write(lane, Some.Batch(entries), default));
            }
        }
        var seen = new List<PositionedEntry>();
        async Task Catch()
        {
            var from = seen.Count == 0 ? JournalPosition.Start : seen[^1].Position;
            seen.AddRange(await store.Follow(from).ToListAsync());
        }

        var filling = Task.WhenAll(Enumerable.Range(0, store.Lanes).Select(lane => Task.Run(() => Fill(lane))));
        while (!filling.IsCompleted)
        {
            await Catch();
        }
        await filling;
        await Catch();

        Assert.Equal(store.Lanes * 20 * 60, seen.Count);
        foreach (var grain in seen.GroupBy(found => found.Entry.Grain))
        {
            Assert.Equal(Enumerable.Range(1, 60).Select(n => (long)n), grain.Select(found => found.Entry.Sequence));
        }
    }

    [ContractFact]
    public async Task All_snapshots_can_be_read_in_the_order_of_their_grains()
    {
        var store = await Open();
        Snapshot[] snapshots = [.. new[] { "visit/1", "person/10", "person/2", "Person/2", "person/1" }
            .Select(static (grain, n) => new Snapshot(Some.Grain(grain), n + 1, Some.Hash(n), [(byte)('0' + n)]))];
        foreach (var snapshot in snapshots)
        {
            await store.WriteSnapshot(snapshot, default);
        }

        var read = await store.ReadSnapshotsByGrain().ToListAsync();

        static string Line(Snapshot kept) =>
            $"{kept.Grain} {kept.Sequence} {Convert.ToHexString(kept.Hash)} {Encoding.UTF8.GetString(kept.Body)}";
        Assert.Equal(
            snapshots.OrderBy(static kept => kept.Grain.Value, StringComparer.Ordinal).Select(Line),
            read.Select(Line));
    }

    [ContractFact]
    public async Task Preparing_a_journal_again_keeps_what_is_in_it()
    {
        var store = await Open();
        await store.Write(0, Some.Batch(Some.Entry("person/1", 1)), default);

        await store.Prepare(default);
        var another = await Open();

        Assert.Single(await Some.WholeJournal(store));
        Assert.Single(await Some.WholeJournal(another));
    }
}
