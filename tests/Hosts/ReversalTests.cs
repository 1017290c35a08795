using Gongji.Families;
using Gongji.People;
using Gongji.Settling;

namespace Gongji.Tests.Hosts;

public sealed class ReversalTests
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_reversal_leaves_everything_as_if_the_settlement_had_not_been()
    {
        var store = new WatchedJournalStore(new MemoryJournalStore());
        await using var ledger = await TestLedger.Start(store);
        await ledger.Enrol("P1", yuan: 30);
        await ledger.Enrol("F1", yuan: 100);
        await ledger.FormNetwork("N1", "F1");
        await ledger.AddMember("N1", "P1", new MemberLimits(PerPeriod: Money.FromFen(80_00)));
        var before = await Everything(ledger);

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 700))).OrThrow();
        await store.Written("person.delivered.1", 1).WaitAsync(Soon);
        Assert.Equal((30, 80), (receipt.Own.Yuan, receipt.Aid.Yuan));
        Assert.NotEqual(before, await Everything(ledger));
        await Reverse(ledger, receipt);
        await store.Written("person.delivered.1", 2).WaitAsync(Soon);

        Assert.Equal(before, await Everything(ledger));
    }

    [Fact]
    public async Task After_its_reversal_a_bill_is_settled_anew()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", yuan: 100);
        var bill = ledger.BillOf("P1", inScope: 40);
        var first = (await ledger.Settle(bill)).OrThrow();
        await Reverse(ledger, first);

        var second = (await ledger.Settle(bill)).OrThrow();

        Assert.NotEqual(first.Settlement, second.Settlement);
        Assert.False(second.Reversed);
        Assert.Equal(60, await ledger.BalanceOf("P1"));
    }

    [Fact]
    public async Task A_settlement_is_reversed_once()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", yuan: 100);
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 40))).OrThrow();
        await Reverse(ledger, receipt);

        var second = await ledger.Person("P1").Reverse(
            new Reverse(ledger.NewOperation(), receipt.Settlement, receipt.Bill.Visit));

        Assert.True(second.Refusal?.Is(ReverseRefusal.ReversedAlready));
        Assert.Equal(100, await ledger.BalanceOf("P1"));
    }

    [Fact]
    public async Task A_settlement_is_not_reversed_by_another_visit()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", yuan: 100);
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 40))).OrThrow();

        var answer = await ledger.Person("P1").Reverse(
            new Reverse(ledger.NewOperation(), receipt.Settlement, VisitId.Of("V-other")));

        Assert.True(answer.Refusal?.Is(ReverseRefusal.OtherVisit));
        Assert.Equal(60, await ledger.BalanceOf("P1"));
    }

    [Fact]
    public async Task An_operation_that_was_reversed_before_it_arrived_is_never_carried_out()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", yuan: 100);
        var late = ledger.SettleOf(ledger.BillOf("P1", inScope: 40), "H/2207/1");

        var reversal = await ledger.Person("P1").ReverseOperation(
            new ReverseOperation(ledger.NewOperation(), late.Operation.Id));
        var answer = await ledger.Person("P1").Settle(late);

        Assert.True(reversal.Refusal?.Is(ReverseRefusal.NoSuchOperation));
        Assert.True(answer.Refusal?.Is(OperationRefusal.Barred));
        Assert.Equal(100, await ledger.BalanceOf("P1"));
    }

    static async Task Reverse(TestLedger ledger, Receipt receipt) =>
        (await ledger.Person(receipt.Bill.Person.Value).Reverse(
            new Reverse(ledger.NewOperation(), receipt.Settlement, receipt.Bill.Visit))).OrThrow();

    /// <summary>All balances, accumulators and limits, as text.</summary>
    static async Task<string> Everything(TestLedger ledger)
    {
        var network = (await ledger.Network("N1").View(ledger.Today)).OrThrow();
        return string.Join(
            '\n',
            TextOf((await ledger.Person("P1").View(ledger.Today)).OrThrow()),
            TextOf((await ledger.Person("F1").View(ledger.Today)).OrThrow()),
            $"{network.Used} {network.OpenDraws.Length} {network.Members[0].UsedInPeriod}");
    }

    static string TextOf(PersonView person) => string.Join(
        ' ',
        [
            .. person.Lots.Where(static lot => !lot.Balance.IsZero).Select(static lot => $"{lot}"),
            .. person.Counters.Where(static use => !use.Value.IsZero).Select(static use => $"{use}"),
            $"held {person.Held}",
        ]);
}
