namespace Gongji.Tests.Journal;

// What whoever follows the journal and may miss nothing of it relies on.
public abstract partial class JournalStoreContract
{
    [ContractFact]
    public async Task A_follower_begins_at_the_end_and_is_found_again_where_it_has_come_to()
    {
        var store = await Open();
        await store.Write(0, Some.Batch(Some.Entries("person/1", 1, 3)), default);

        var begun = await store.Cursor("reader", 0, default);
        await store.Write(0, Some.Batch(Some.Entries("person/1", 4, 6)), default);
        var again = await (await Open()).Cursor("reader", 0, default);
        var after = await store.Follow(again).ToListAsync();
        await store.MoveCursor("reader", after[1].Position, default);
        var moved = await (await Open()).Cursor("reader", 0, default);
        var rest = await store.Follow(moved).ToListAsync();

        Assert.Equal(begun, again);
        Same.Entries(Some.Entries("person/1", 4, 6), after.Select(found => found.Entry));
        Same.Entries([Some.Entry("person/1", 6)], rest.Select(found => found.Entry));
    }

    [ContractFact]
    public async Task A_follower_of_an_empty_journal_misses_nothing_and_never_goes_back()
    {
        var store = await Open();
        await store.Cursor("reader", 0, default);
        await store.Write(0, Some.Batch(Some.Entries("person/1", 1, 2)), default);
        var all = await store.Follow(await store.Cursor("reader", 0, default)).ToListAsync();

        await store.MoveCursor("reader", all[1].Position, default);
        await store.MoveCursor("reader", all[0].Position, default);
        await store.Cursor("other", 0, default);

        Same.Entries(Some.Entries("person/1", 1, 2), all.Select(found => found.Entry));
        Assert.Equal(all[1].Position, await store.Cursor("reader", 0, default));
    }
}
