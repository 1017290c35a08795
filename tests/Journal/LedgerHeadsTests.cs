using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;

namespace Gongji.Tests.Journal;

/// <summary>Heads as they are told outside of the journal.</summary>
public sealed class LedgerHeadsTests
{
    static readonly Guid Ledger = Guid.Parse("00000000-0000-0000-0000-00000000000a");
    static readonly Guid Other = Guid.Parse("00000000-0000-0000-0000-00000000000b");

    [Fact]
    public void Heads_come_back_from_a_log_the_newest_of_each_chain()
    {
        string[] log =
        [
            "{\"State\":{\"Heads\":\"" + new LedgerHeads(Ledger, [Head(1, 'a', 2), Head(2, 'a', 9)]) + "\"}}",
            "2026-11-28T12:00:00Z " + new LedgerHeads(Ledger, [Head(1, 'a', 4), Head(1, 'b', 1)]),
            "something else",
            $"{new LedgerHeads(Ledger, [Head(1, 'a', 3)])}",
            $"{new LedgerHeads(Other, [Head(1, 'a', 7)])}",
        ];

        var told = LedgerHeads.In(log);

        Assert.Equal([Ledger, Other], told.Select(static heads => heads.Ledger));
        Assert.Equal(
            [Head(1, 'a', 4), Head(1, 'b', 1), Head(2, 'a', 9)],
            told[0].Heads.OrderBy(static head => $"{head}", StringComparer.Ordinal));
        Assert.Equal([Head(1, 'a', 7)], told[1].Heads);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Heads of ledger 00000000-0000-0000-0000-00000000000a: ")]
    [InlineData("Heads of ledger 00000000-0000-0000-0000-00000000000a: 1/x:1:y")]
    [InlineData("Heads of ledger 00000000-0000-0000-0000-0000000000: 1/HEAD")]
    [InlineData("Heads of ledger 00000000-0000-0000-0000-00000000000a: 0/HEAD")]
    [InlineData("Heads of ledger 00000000-0000-0000-0000-00000000000a: 1/HEADa")]
    public void What_tells_of_no_head_is_passed_over(string line) =>
        Assert.Empty(LedgerHeads.In([line.Replace("HEAD", $"{Head(1, 'a', 1)}"[2..], StringComparison.Ordinal)]));

    [Fact]
    public async Task A_head_is_missing_where_no_seal_has_its_number_its_hash_or_its_database()
    {
        var store = new MemoryJournalStore(lanes: 1);
        var batch = await store.Sealed([Some.Entry("person/1", 1)]);
        await store.Write(0, batch, default);
        var head = batch.Seal!.HeadIn(new SealedBook(TestSeals.Sealer.Ledger, 1));
        PlacedHead[] gone =
        [
            new(1, head with { Number = 2 }),
            new(1, head with { Hash = new string('0', 64) }),
            new(1, head with { Chain = new string('0', 32) }),
            new(2, head),
        ];

        var missing = await KnownHeads.MissingOf(store, TestSeals.Sealer.Ledger, [new(1, head), .. gone], default);

        Assert.Equal(gone, missing);
    }

    static PlacedHead Head(int database, char chain, long number) =>
        new(database, new SealHead(new string(chain, 32), number, new string('0', 64)));
}
