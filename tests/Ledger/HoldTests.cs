using Gongji.Families;

namespace Gongji.Tests.Ledger;

/// <summary>What holds leave in the journal, what they may take under other rules, and when they are old.</summary>
public sealed class HoldTests
{
    [Fact]
    public async Task A_hold_of_nothing_is_refused_and_not_recorded()
    {
        await using var ledger = await WithFunder(yuan: 0);
        var before = await ledger.Store.ReadByGrain().CountAsync();

        var answer = await ledger.Person("F1").Hold(HoldOf(ledger, 60));

        Assert.True(answer.Refusal?.Is(DrawRefusal.NothingFree));
        Assert.Equal(before, await ledger.Store.ReadByGrain().CountAsync());
    }

    [Fact]
    public async Task Where_only_the_surplus_of_earlier_years_is_shared_the_current_year_stays()
    {
        await using var ledger = await TestLedger.Start(policies: ChangedPacks.With(
            "shanxi.json", "\"historic_only\": false", "\"historic_only\": true"));
        await ledger.Enrol("F1", area: "140199", yuan: 1_200);
        await ledger.Credit("F1", 5_000, ledger.Today.Year);

        var held = (await ledger.Person("F1").Hold(HoldOf(ledger, 1_500, area: "140199"))).OrThrow();

        Assert.Equal(1_200, held.Amount.Yuan);
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
        (await ledger.Person("F1").Hold(HoldOf(ledger, 60))).OrThrow();

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

    static Hold HoldOf(TestLedger ledger, decimal yuan, string area = "610199") =>
        ledger.HoldOf("N1", ledger.DrawOf("P1", yuan, area: area));

    static async Task<decimal> HeldOf(TestLedger ledger) => (await ledger.ViewOf("F1")).Held.Yuan;
}
