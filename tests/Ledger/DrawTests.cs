using Gongji.Families;

namespace Gongji.Tests.Ledger;

/// <summary>What a network asks of its funder, and what it answers without asking.</summary>
public sealed class DrawTests
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Draws_under_way_count_against_the_limit_of_the_period()
    {
        var calls = new SpiedCalls();
        await using var ledger = await WithNetwork(calls, new MemberLimits(PerPeriod: Money.FromFen(80_00)));
        calls.CloseFor(GrainKey.Person(PersonNo.Of("F1")));
        var first = ledger.Network("N1").Draw(ledger.DrawOf("P1", 60));
        await calls.Arrived(1).WaitAsync(Soon);

        var second = ledger.Network("N1").Draw(ledger.DrawOf("P1", 60, "S2"));
        await calls.Arrived(2).WaitAsync(Soon);
        calls.Open();

        Assert.Equal(60, (await first).OrThrow().Amount.Yuan);
        Assert.Equal(20, (await second).OrThrow().Amount.Yuan);
    }

    [Fact]
    public async Task More_than_was_drawn_is_not_captured_and_the_funder_is_not_asked()
    {
        var calls = new SpiedCalls();
        await using var ledger = await WithNetwork(calls);
        (await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60))).OrThrow();
        var before = calls.Seen.Count;

        var answer = await ledger.Network("N1").Capture(ledger.CaptureOf("N1", 61));

        Assert.True(answer.Refusal?.Is(DrawRefusal.NoSuchDraw));
        Assert.Equal(before, calls.Seen.Count);
    }

    [Fact]
    public async Task A_member_who_is_unbound_while_a_settlement_is_decided_is_paid_for_that_one()
    {
        var calls = new SpiedCalls();
        await using var ledger = await WithNetwork(calls, new MemberLimits(PerUse: Money.FromFen(200_00)), yuan: 300);
        await ledger.Enrol("F2", yuan: 10);
        await ledger.FormNetwork("N2", "F2", "P1");
        calls.CloseFor(GrainKey.Person(PersonNo.Of("F2")));
        var running = ledger.Settle(ledger.BillOf("P1", inScope: 0, ownExpense: 280));
        await calls.Arrived(1).WaitAsync(Soon);

        await ledger.RemoveMember("N1", "P1");
        calls.Open();
        var receipt = (await running).OrThrow();
        await ledger.Person("P1").Attend();
        var paid = await ledger.BalanceOf("F1");
        await ledger.Reverse(receipt);
        await ledger.Person("P1").Attend();

        Assert.Equal((210, 70), (receipt.Aid.Yuan, receipt.Cash.Yuan));
        Assert.Equal((100, 300), (paid, await ledger.BalanceOf("F1")));
        Assert.Equal(0, (await ledger.ViewOfNetwork("N1")).Used.Yuan);
    }

    [Fact]
    public async Task A_member_who_is_unbound_while_the_funder_is_asked_gets_nothing_and_nothing_stays_held()
    {
        var calls = new SpiedCalls();
        await using var ledger = await WithNetwork(calls);
        calls.CloseFor(GrainKey.Person(PersonNo.Of("F1")));
        var asked = ledger.Network("N1").Draw(ledger.DrawOf("P1", 60));
        await calls.Arrived(1).WaitAsync(Soon);

        await ledger.RemoveMember("N1", "P1");
        calls.Open();
        var answer = await asked;

        Assert.True(answer.Refusal?.Is(DrawRefusal.NotAMember));
        Assert.Equal(0, (await ledger.ViewOf("F1")).Held.Yuan);
        Assert.Empty((await ledger.ViewOfNetwork("N1")).OpenDraws);
    }

    static async Task<TestLedger> WithNetwork(SpiedCalls calls, MemberLimits? limits = null, decimal yuan = 100)
    {
        var ledger = await TestLedger.Start(neighbours: calls);
        calls.To = ledger.Host;
        await ledger.Enrol("F1", yuan: yuan);
        await ledger.Enrol("P1");
        await ledger.FormNetwork("N1", "F1");
        await ledger.AddMember("N1", "P1", limits);
        return ledger;
    }
}
