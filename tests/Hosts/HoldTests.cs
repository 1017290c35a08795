using Gongji.People;
using Gongji.Policy;
using Gongji.Settling;

namespace Gongji.Tests.Hosts;

/// <summary>A funder is asked for holds by a network that may ask twice, too late or too much.</summary>
public sealed class HoldTests
{
    static readonly NetworkId Network = NetworkId.Of("N1");
    static readonly SettlementId Settlement = SettlementId.Of("S1");

    [Fact]
    public async Task A_hold_that_comes_twice_is_placed_once()
    {
        await using var ledger = await WithFunder(yuan: 100);
        var first = (await ledger.Person("F1").Hold(HoldOf(60))).OrThrow();

        var second = (await ledger.Person("F1").Hold(HoldOf(60))).OrThrow();

        Assert.Equal(first, second);
        Assert.Equal(60, await HeldOf(ledger));
    }

    [Fact]
    public async Task A_higher_attempt_stands_in_place_of_a_lower_one()
    {
        await using var ledger = await WithFunder(yuan: 100);
        (await ledger.Person("F1").Hold(HoldOf(60))).OrThrow();

        var held = (await ledger.Person("F1").Hold(HoldOf(80, attempt: 2))).OrThrow();

        Assert.Equal(80, held.Amount.Yuan);
        Assert.Equal(80, await HeldOf(ledger));
    }

    [Fact]
    public async Task The_same_attempt_with_another_amount_is_refused()
    {
        await using var ledger = await WithFunder(yuan: 100);
        (await ledger.Person("F1").Hold(HoldOf(60))).OrThrow();

        var answer = await ledger.Person("F1").Hold(HoldOf(50));

        Assert.True(answer.Refusal?.Is(DrawRefusal.AttemptUsed));
        Assert.Equal(60, await HeldOf(ledger));
    }

    [Fact]
    public async Task An_attempt_that_was_released_stays_released_when_its_hold_arrives_late()
    {
        await using var ledger = await WithFunder(yuan: 100);
        (await ledger.Person("F1").Hold(HoldOf(60))).OrThrow();
        (await ledger.Person("F1").Release(new Release(Settlement, 1, Network, PersonNo.Of("P1")))).OrThrow();

        var answer = await ledger.Person("F1").Hold(HoldOf(60));

        Assert.True(answer.Refusal?.Is(DrawRefusal.AttemptUsed));
        Assert.Equal(0, await HeldOf(ledger));
    }

    [Fact]
    public async Task The_late_release_of_a_lower_attempt_frees_nothing()
    {
        await using var ledger = await WithFunder(yuan: 100);
        (await ledger.Person("F1").Hold(HoldOf(60, attempt: 2))).OrThrow();

        (await ledger.Person("F1").Release(new Release(Settlement, 1, Network, PersonNo.Of("P1")))).OrThrow();

        Assert.Equal(60, await HeldOf(ledger));
    }

    [Fact]
    public async Task More_than_was_held_is_not_captured()
    {
        await using var ledger = await WithFunder(yuan: 100);
        (await ledger.Person("F1").Hold(HoldOf(60))).OrThrow();

        var answer = await ledger.Person("F1").Capture(new Capture(Settlement, 1, Network, Money.FromFen(60_01)));

        Assert.True(answer.Refusal?.Is(DrawRefusal.NoSuchDraw));
        Assert.Equal(100, await ledger.BalanceOf("F1"));
    }

    [Fact]
    public async Task A_capture_and_a_return_that_come_twice_move_money_once()
    {
        await using var ledger = await WithFunder(yuan: 100);
        (await ledger.Person("F1").Hold(HoldOf(60))).OrThrow();
        var used = Money.FromFen(50_00);

        (await ledger.Person("F1").Capture(new Capture(Settlement, 1, Network, used))).OrThrow();
        (await ledger.Person("F1").Capture(new Capture(Settlement, 1, Network, used))).OrThrow();
        Assert.Equal((50, 0), (await ledger.BalanceOf("F1"), await HeldOf(ledger)));
        (await ledger.Person("F1").Return(new Return(Settlement, Network, used))).OrThrow();
        (await ledger.Person("F1").Return(new Return(Settlement, Network, used))).OrThrow();

        Assert.Equal(100, await ledger.BalanceOf("F1"));
    }

    [Fact]
    public async Task A_hold_of_nothing_is_refused_and_not_recorded()
    {
        await using var ledger = await WithFunder(yuan: 0);
        var before = await ledger.Store.ReadByGrain().CountAsync();

        var answer = await ledger.Person("F1").Hold(HoldOf(60));

        Assert.True(answer.Refusal?.Is(DrawRefusal.NothingFree));
        Assert.Equal(before, await ledger.Store.ReadByGrain().CountAsync());
    }

    [Fact]
    public async Task What_is_held_is_not_held_again_nor_spent()
    {
        await using var ledger = await WithFunder(yuan: 100);
        (await ledger.Person("F1").Hold(HoldOf(60))).OrThrow();

        var other = (await ledger.Person("F1").Hold(HoldOf(60, settlement: "S2"))).OrThrow();
        var own = (await ledger.Settle(ledger.BillOf("F1", inScope: 150))).OrThrow();

        Assert.Equal(40, other.Amount.Yuan);
        Assert.Equal((0, 150), (own.Own.Yuan, own.Cash.Yuan));
    }

    [Fact]
    public async Task A_funder_keeps_what_the_area_says_must_stay()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("F1", area: "140199", yuan: 1_200);

        var held = (await ledger.Person("F1").Hold(HoldOf(500, area: "140199"))).OrThrow();

        Assert.Equal(200, held.Amount.Yuan);
    }

    [Fact]
    public async Task Where_only_the_surplus_of_earlier_years_is_shared_the_current_year_stays()
    {
        await using var ledger = await TestLedger.Start(policies: ChangedPacks.With(
            "shanxi.json", "\"historic_only\": false", "\"historic_only\": true"));
        await ledger.Enrol("F1", area: "140199", yuan: 1_200);
        var thisYear = new CreditAccount(
            ledger.NewOperation(), Money.FromFen(5_000_00), ledger.Today.Year, "opening");
        (await ledger.Person("F1").Credit(thisYear)).OrThrow();

        var held = (await ledger.Person("F1").Hold(HoldOf(1_500, area: "140199"))).OrThrow();

        Assert.Equal(1_200, held.Amount.Yuan);
    }

    [Fact]
    public async Task A_suspended_funder_holds_nothing()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("F1", area: "140199", yuan: 2_000);
        await RefusalTests.Suspend(ledger, "F1", "140199");

        var answer = await ledger.Person("F1").Hold(HoldOf(60, area: "140199"));

        Assert.True(answer.Refusal?.Is(Families.AidRefusal.FunderNotNormal));
    }

    [Fact]
    public async Task A_relation_that_the_area_does_not_admit_holds_nothing()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("F1", area: "140199", yuan: 2_000);

        var answer = await ledger.Person("F1").Hold(
            HoldOf(60, area: "140199") with { Relation = Relation.Sibling });

        Assert.True(answer.Refusal?.Is(Families.AidRefusal.RelationNotAllowed));
    }

    [Theory]
    [InlineData(4, 60)]
    [InlineData(5, 0)]
    [InlineData(-4, 60)]
    [InlineData(-5, 0)]
    public async Task A_hold_is_asked_about_when_it_is_five_seconds_old_by_whatever_clock(int seconds, decimal held)
    {
        var time = new ManualTime(TestLedger.Clock.GetUtcNow());
        await using var ledger = await WithFunder(yuan: 100, time);
        (await ledger.Person("F1").Hold(HoldOf(60))).OrThrow();

        time.Pass(TimeSpan.FromSeconds(seconds));
        await ledger.Host.Sweep();

        Assert.Equal(held, await HeldOf(ledger));
    }

    static async Task<TestLedger> WithFunder(decimal yuan, TimeProvider? time = null)
    {
        var ledger = await TestLedger.Start(time: time);
        await ledger.Enrol("F1", yuan: yuan);
        await ledger.Enrol("P1");
        return ledger;
    }

    static Hold HoldOf(decimal yuan, int attempt = 1, string settlement = "S1", string area = "610199")
    {
        var today = ChinaTime.DayOf(TestLedger.Clock.GetUtcNow());
        var insurance = new Insurance(
            new DateOnly(2020, 1, 1), AreaCode.Of(area), PersonKind.Active, InsuranceStatus.Normal);
        return new Hold(Network, Relation.Child, new Draw(
            SettlementId.Of(settlement),
            attempt,
            PersonNo.Of("P1"),
            insurance,
            Money.TryFromYuan(yuan)!.Value,
            AidPurpose.Payment,
            today));
    }

    static async Task<decimal> HeldOf(TestLedger ledger) =>
        (await ledger.Person("F1").View(ledger.Today)).OrThrow().Held.Yuan;
}
