using Gongji.Credentials;
using Gongji.Families;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

/// <summary>What a ledger does when time passes, on every host whose clock a test may move.</summary>
public abstract class TimedConformance
{
    /// <summary>As <see cref="LedgerConformance.On"/>.</summary>
    protected abstract Task On(Func<TimedLedger, Task> test);

    [ContractFact]
    public Task A_hold_whose_settlement_never_came_is_free_again_after_a_sweep() => On(async ledger =>
    {
        await WithNetwork(ledger);
        (await ledger.Person("F1").Hold(ledger.HoldOf("N1", ledger.DrawOf("P1", 60)))).OrThrow();

        await ledger.Pass(TimeSpan.FromSeconds(6));
        await ledger.Sweep();

        Assert.Equal(0, (await ledger.ViewOf("F1")).Held.Yuan);
    });

    [ContractFact]
    public Task A_draw_whose_settlement_never_came_is_given_up_on_both_sides_after_a_sweep() => On(async ledger =>
    {
        await WithNetwork(ledger);
        (await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60))).OrThrow();

        await ledger.Pass(TimeSpan.FromSeconds(6));
        await ledger.Sweep();

        Assert.Empty((await ledger.ViewOfNetwork("N1")).OpenDraws);
        Assert.Equal(0, (await ledger.ViewOf("F1")).Held.Yuan);
    });

    [ContractFact]
    public Task A_token_ends_but_not_for_the_message_that_used_it() => On(async ledger =>
    {
        var token = await ledger.IssueToken("P1");
        await ledger.Pass(TimeSpan.FromSeconds(59));
        var used = await token.Use(ledger.ShowingOf("H1", "2201"));

        await ledger.Pass(TimeSpan.FromSeconds(1));
        var again = await token.Use(ledger.ShowingOf("H1", "2201"));
        var looked = await token.Look(ledger.ShowingOf("H1", "2201"));
        var another = await token.Use(ledger.ShowingOf("H1", "2201", "2"));
        var next = await token.Use(ledger.ShowingOf("H1", "2207"));
        var elsewhere = await token.Use(ledger.ShowingOf("H2", "2201"));

        Assert.False(used.IsRefused || again.IsRefused || looked.IsRefused);
        Assert.Equal(ledger.ShowingOf("H1", "2201").Operation.Id.Value, another.Refusal!.Value);
        Assert.True(next.Refusal?.Is(CredentialRefusal.Expired));
        Assert.True(elsewhere.Refusal?.Is(CredentialRefusal.Expired));
    });

    [ContractFact]
    public Task A_draw_that_is_not_old_outlives_a_sweep() => On(async ledger =>
    {
        await WithNetwork(ledger);
        (await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60))).OrThrow();

        await ledger.Pass(TimeSpan.FromSeconds(3));
        await ledger.Sweep();

        Assert.Single((await ledger.ViewOfNetwork("N1")).OpenDraws);
        Assert.Equal(60, (await ledger.ViewOf("F1")).Held.Yuan);
    });

    [ContractFact]
    public Task A_settlement_that_comes_after_its_draw_was_given_up_draws_anew() => On(async ledger =>
    {
        await WithNetwork(ledger);
        var late = ledger.SettleOf(ledger.BillOf("P1", inScope: 80));
        var forgotten = ledger.DrawOf("P1", 60) with { Settlement = late.Settlement };
        (await ledger.Network("N1").Draw(forgotten)).OrThrow();
        await ledger.Pass(TimeSpan.FromSeconds(6));
        await ledger.Sweep();

        var receipt = (await ledger.Person("P1").Settle(late)).OrThrow();
        await ledger.Person("P1").Attend();

        Assert.Equal(80, receipt.Aid.Yuan);
        Assert.Equal((20, 0), (await ledger.BalanceOf("F1"), (await ledger.ViewOf("F1")).Held.Yuan));
    });

    [ContractFact]
    public Task An_attempt_that_was_given_up_is_refused_when_its_draw_comes_again() => On(async ledger =>
    {
        await WithNetwork(ledger);
        var draw = ledger.DrawOf("P1", 60);
        (await ledger.Network("N1").Draw(draw)).OrThrow();
        await ledger.Pass(TimeSpan.FromSeconds(6));
        await ledger.Sweep();

        var late = await ledger.Network("N1").Draw(draw);

        Assert.True(late.Refusal?.Is(DrawRefusal.AttemptUsed));
        Assert.Equal(0, (await ledger.ViewOf("F1")).Held.Yuan);
    });

    static async Task WithNetwork(LedgerWords ledger)
    {
        await ledger.Enrol("P1");
        await ledger.Enrol("F1", yuan: 100);
        await ledger.FormNetwork("N1", "F1", "P1");
    }
}
