using Gongji.Families;
using Gongji.People;

namespace Gongji.Tests.Ledger;

/// <summary>Two hosts over one journal, as after a partition: the journal alone decides.</summary>
public sealed class StaleActivationTests
{
    [Fact]
    public async Task A_second_activation_of_a_grain_loses_at_its_next_append_and_books_nothing()
    {
        var store = new MemoryJournalStore();
        await using var one = await TestLedger.Start(store);
        await using var other = await TestLedger.Start(store.Another());
        await one.Enrol("P1", yuan: 1000);
        Assert.Equal(1000, await other.BalanceOf("P1"));
        (await one.Settle(one.BillOf("P1", inScope: 100), "one/1")).OrThrow();

        var bill = one.BillOf("P1", inScope: 50, visit: "V9");
        var late = await Record.ExceptionAsync(() => other.Settle(bill, "other/1"));

        Assert.IsType<OutcomeUnknownException>(late);
        Assert.Equal(900, await other.BalanceOf("P1"));
        (await other.Settle(bill, "other/1")).OrThrow();
        Assert.Equal(850, await other.BalanceOf("P1"));
    }

    [Fact]
    public async Task A_stale_person_finds_out_instead_of_answering_a_settlement_that_another_activation_undid()
    {
        var store = new MemoryJournalStore();
        await using var one = await TestLedger.Start(store);
        await using var other = await TestLedger.Start(store.Another());
        await one.Enrol("P1", yuan: 100);
        var settle = one.SettleOf(one.BillOf("P1", inScope: 40), "one/1");
        var receipt = (await one.Person("P1").Settle(settle)).OrThrow();
        (await other.Person("P1").Settle(settle)).OrThrow();
        await one.Reverse(receipt);

        var stale = await Record.ExceptionAsync(() => other.Person("P1").Settle(settle));
        var again = await other.Person("P1").Settle(settle);

        Assert.IsType<OutcomeUnknownException>(stale);
        Assert.True(again.Refusal?.Is(OperationRefusal.Undone));
    }

    [Fact]
    public async Task A_stale_network_that_knows_no_draw_finds_out_instead_of_refusing_for_ever()
    {
        var store = new MemoryJournalStore();
        var watched = new WatchedJournalStore(store);
        await using var one = await TestLedger.Start(watched);
        await using var other = await TestLedger.Start(store.Another());
        await one.Enrol("F1", yuan: 500);
        await one.Enrol("P1");
        await one.FormNetwork("N1", "F1", "P1");
        (await other.Network("N1").View(other.Today)).OrThrow();
        var receipt = (await one.Settle(one.BillOf("P1", inScope: 100))).OrThrow();
        await watched.Written("person.delivered.1", 1);

        var capture = new Capture(receipt.Settlement, 1, NetworkId.Of("N1"), receipt.Aid);
        var stale = await Record.ExceptionAsync(() => other.Network("N1").Capture(capture));

        Assert.IsType<OutcomeUnknownException>(stale);
        Assert.False((await other.Network("N1").Capture(capture)).IsRefused);
    }

    [Fact]
    public async Task A_stale_viewer_finds_out_instead_of_showing_a_code_after_the_view_has_ended()
    {
        var store = new MemoryJournalStore();
        await using var one = await TestLedger.Start(store);
        await using var other = await TestLedger.Start(store.Another());
        await one.Enrol("M1");
        await one.BindView("M1", "C1");
        (await other.Person("M1").MayShow(PersonNo.Of("C1"))).OrThrow();
        (await one.Person("M1").EndView(new EndView(one.NewOperation(), PersonNo.Of("C1")))).OrThrow();

        var stale = await Record.ExceptionAsync(() => other.Person("M1").MayShow(PersonNo.Of("C1")));
        var again = await other.Person("M1").MayShow(PersonNo.Of("C1"));

        Assert.IsType<OutcomeUnknownException>(stale);
        Assert.True(again.Refusal?.Is(ViewRefusal.Unknown));
    }
}
