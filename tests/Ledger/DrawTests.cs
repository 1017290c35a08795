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

    /// <summary>The funder has 100 yuan, 30.05 of the period's limit were used before, and 60 are drawn.</summary>
    [Theory]
    [InlineData(null, null, LimitPeriod.Year, "60.00", "")]
    [InlineData(60.00, 90.05, LimitPeriod.Year, "60.00", "")]
    [InlineData(59.99, null, LimitPeriod.Year, "59.99", "draw.limit_of_use 59.99 0.00")]
    [InlineData(59.98, 90.04, LimitPeriod.Year, "59.98", "draw.limit_of_use 59.98 0.00")]
    [InlineData(59.99, 90.04, LimitPeriod.Year, "59.99", "draw.limit_of_use 59.99 0.00")]
    [InlineData(60.00, 90.04, LimitPeriod.Year, "59.99", "draw.limit_of_year 90.04 30.05")]
    [InlineData(null, 30.06, LimitPeriod.Month, "0.01", "draw.limit_of_month 30.06 30.05")]
    [InlineData(null, 30.05, LimitPeriod.Month, "draw.limit_used_up", "draw.limit_of_month 30.05 30.05")]
    [InlineData(null, 10.00, LimitPeriod.Year, "draw.limit_used_up", "draw.limit_of_year 10.00 30.05")]
    [InlineData(0.00, 90.04, LimitPeriod.Year, "draw.limit_used_up", "draw.limit_of_use 0.00 0.00")]
    public async Task Of_the_limits_of_a_member_the_one_that_leaves_the_least_is_told(
        double? perUse, double? perPeriod, LimitPeriod period, string granted, string bound)
    {
        await using var ledger = await WithNetwork(new SpiedCalls());
        (await ledger.Network("N1").Draw(ledger.DrawOf("P1", 30.05m, "S0"))).OrThrow();
        await ledger.AddMember("N1", "P1", new MemberLimits(Yuan(perUse), Yuan(perPeriod), period));

        var quoted = await ledger.Network("N1").Quote(ledger.DrawOf("P1", 60));
        var drawn = await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60));

        Assert.Equal((granted, bound), Told(drawn));
        Assert.Equal(Told(drawn), Told(quoted));
    }

    [Fact]
    public async Task What_the_funder_has_bounds_a_draw_where_it_is_less_than_the_limit_leaves()
    {
        await using var ledger = await WithNetwork(new SpiedCalls(), new MemberLimits(PerUse: Money.FromFen(100_01)));

        var draw = await ledger.Network("N1").Draw(ledger.DrawOf("P1", 200));

        Assert.Equal(("100.00", "draw.balance 100.00 0.00"), Told(draw));
        Assert.StartsWith("610100@", draw.Value?.Version, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draw_that_comes_again_hears_again_what_bound_it_though_its_journal_was_read_anew()
    {
        await using var ledger = await WithNetwork(new SpiedCalls(), new MemberLimits(PerUse: Money.FromFen(70_00)));
        var first = await ledger.Network("N1").Draw(ledger.DrawOf("P1", 200));
        (await ledger.Person("F1").Hold(ledger.HoldOf("N2", ledger.DrawOf("P1", 50)))).OrThrow();
        await using var anew = await TestLedger.Start(ledger.Store);

        var again = await anew.Network("N1").Draw(ledger.DrawOf("P1", 200));
        var held = await anew.Person("F1").Hold(ledger.HoldOf("N2", ledger.DrawOf("P1", 50)));

        Assert.Equal(first, again);
        Assert.Equal(("70.00", "draw.limit_of_use 70.00 0.00"), Told(again));
        Assert.Equal(new Bound(DrawReason.Balance, Money.FromFen(30_00), Money.Zero), held.Value?.Bound);
        Assert.Equal(first.Value?.Version, held.Value?.Version);
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

    [Fact]
    public async Task A_limit_that_is_lowered_while_the_funder_is_asked_bounds_that_draw()
    {
        var calls = new SpiedCalls();
        await using var ledger = await WithNetwork(calls, new MemberLimits(PerUse: Money.FromFen(80_00)));
        calls.CloseFor(GrainKey.Person(PersonNo.Of("F1")), typeof(Answer<Held>));
        var asked = ledger.Network("N1").Draw(ledger.DrawOf("P1", 60));
        await calls.Arrived(1).WaitAsync(Soon);

        await ledger.AddMember("N1", "P1", new MemberLimits(PerUse: Money.FromFen(50_00)));
        calls.Open();
        var answer = await asked.WaitAsync(Soon);
        (await ledger.Network("N1").Capture(ledger.CaptureOf("N1", 50))).OrThrow();

        Assert.Equal(("50.00", "draw.limit_of_use 50.00 0.00"), Told(answer));
        Assert.Equal((50, 0), (await ledger.BalanceOf("F1"), (await ledger.ViewOf("F1")).Held.Yuan));
        Assert.Equal(50, Assert.Single((await ledger.ViewOfNetwork("N1")).Members).UsedInPeriod.Yuan);
    }

    static (string Granted, string Bound) Told(Answer<Granted> answer)
    {
        var bound = answer.IsRefused ? answer.Refusal.Bound : answer.Value.Bound;
        return (
            answer.IsRefused ? answer.Refusal.Code : $"{answer.Value.Amount}",
            bound is null ? "" : $"{Reason.Of(bound.Why).Code} {bound.Of} {bound.Less}");
    }

    static Money? Yuan(double? yuan) => yuan is { } amount ? Money.TryFromYuan((decimal)amount) : null;

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
