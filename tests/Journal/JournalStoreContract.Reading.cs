using Gongji.Journal.Entries;

namespace Gongji.Tests.Journal;

// What many read at once, and what is much.
public abstract partial class JournalStoreContract
{
    [ContractFact]
    public async Task The_whole_journal_can_be_read_grain_by_grain()
    {
        var store = await Open();
        await store.Write(0, Some.Batch(Some.Entry("visit/1", 1), Some.Entry("person/10", 1)), default);
        await store.Write(0, Some.Batch(Some.Entry("person/2", 1), Some.Entry("person/10", 2)), default);
        await store.Write(0, Some.Batch(Some.Entry("Person/2", 1), Some.Entry("person/1", 1)), default);

        var read = await store.ReadByGrain().ToListAsync();
        var followed = await store.Follow(JournalPosition.Start).ToListAsync();

        Assert.Equal(6, await store.CountAfter(JournalPosition.Start, default));
        Assert.Equal(2, await store.CountAfter(followed[3].Position, default));
        Assert.Equal(0, await store.CountAfter(followed[^1].Position, default));
        Assert.Equal(
            ["Person/2 1", "person/1 1", "person/10 1", "person/10 2", "person/2 1", "visit/1 1"],
            read.Select(placed => $"{placed.Entry.Grain} {placed.Entry.Sequence}"));
        Assert.Equal(
            followed.ToDictionary(placed => (placed.Entry.Grain, placed.Entry.Sequence), placed => placed.Position),
            read.ToDictionary(placed => (placed.Entry.Grain, placed.Entry.Sequence), placed => placed.Position));
    }

    [ContractFact]
    public async Task Who_reads_much_gets_all_of_it_in_order()
    {
        var store = await Open();
        await store.Write(0, Some.Batch([.. Some.Entries("person/1", 1, 100)]), default);

        foreach (var last in new long[] { 31, 32, 33, 64, 65, 99, 100, long.MaxValue })
        {
            var read = await store.Read(Some.Grain("person/1"), 1, last).ToListAsync();

            Same.Entries(Some.Entries("person/1", 1, (int)Math.Min(last, 100)), read);
        }
    }

    [ContractFact]
    public async Task Of_many_who_read_at_once_each_gets_what_it_asked_for()
    {
        var store = await Open();
        var grains = Enumerable.Range(1, 300).Select(static n => (Number: n, Name: $"person/{n}")).ToArray();
        await store.Write(0, Some.Batch([.. grains.SelectMany(grain => Some.Entries(grain.Name, 1, 3))]), default);
        foreach (var (number, name) in grains[..^1])
        {
            await store.WriteSnapshot(SnapshotOf(number, name), default);
        }

        var (read, snapshots) = (
            await Task.WhenAll(grains.Concat(grains).Select(async grain => await store.Read(
                Some.Grain(grain.Name), 1 + grain.Number % 3, 2 + grain.Number % 3).ToListAsync())),
            await Task.WhenAll(grains.Concat(grains).Select(grain =>
                store.ReadSnapshot(Some.Grain(grain.Name), default))));

        for (var i = 0; i < read.Length; i++)
        {
            var (number, name) = grains[i % grains.Length];
            Same.Entries(Some.Entries(name, 1 + number % 3, Math.Min(3, 2 + number % 3)), read[i]);
            Assert.Equal(number == grains.Length ? null : number, snapshots[i]?.Sequence);
        }
        static Snapshot SnapshotOf(int number, string name) =>
            new(Some.Grain(name), number, new byte[32], "{}"u8.ToArray());
    }
}
