using Gongji.Families;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// A funder is asked for holds by a network that may ask twice, too late or too much.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task A_hold_that_comes_twice_is_placed_once() => On(async ledger =>
    {
        await WithFunder(ledger, yuan: 100);
        var first = (await ledger.Person("F1").Hold(HoldOf(ledger, 60))).OrThrow();

        var second = (await ledger.Person("F1").Hold(HoldOf(ledger, 60))).OrThrow();

        Assert.Equal(first, second);
        Assert.Equal(60, await HeldOf(ledger));
    });

    [ContractFact]
    public Task A_higher_attempt_stands_in_place_of_a_lower_one() => On(async ledger =>
    {
        await WithFunder(ledger, yuan: 100);
        (await ledger.Person("F1").Hold(HoldOf(ledger, 60))).OrThrow();

        var held = (await ledger.Person("F1").Hold(HoldOf(ledger, 80, attempt: 2))).OrThrow();

        Assert.Equal(80, held.Amount.Yuan);
        Assert.Equal(80, await HeldOf(ledger));
    });

    [ContractFact]
    public Task The_same_attempt_with_another_amount_is_refused() => On(async ledger =>
    {
        await WithFunder(ledger, yuan: 100);
        (await ledger.Person("F1").Hold(HoldOf(ledger, 60))).OrThrow();

        var answer = await ledger.Person("F1").Hold(HoldOf(ledger, 50));

        Assert.True(answer.Refusal?.Is(DrawRefusal.AttemptUsed));
        Assert.Equal(60, await HeldOf(ledger));
    });

    [ContractFact]
    public Task A_hold_is_given_again_for_what_it_was_placed_for_alone() => On(async ledger =>
    {
        await WithFunder(ledger, yuan: 100);
        var (funder, hold) = (ledger.Person("F1"), HoldOf(ledger, 60));
        var placed = (await funder.Hold(hold)).OrThrow();

        var again = (await funder.Hold(hold)).OrThrow();
        var ofAnotherDay = await funder.Hold(
            hold with { Draw = hold.Draw with { ServiceDate = hold.Draw.ServiceDate.AddDays(-1) } });
        var forAnotherUse = await funder.Hold(
            hold with { Draw = hold.Draw with { Purpose = AidPurpose.Premium } });

        Assert.Equal(placed, again);
        Assert.True(ofAnotherDay.Refusal?.Is(DrawRefusal.AttemptUsed));
        Assert.True(forAnotherUse.Refusal?.Is(DrawRefusal.AttemptUsed));
        Assert.Equal(60, await HeldOf(ledger));
    });

    [ContractFact]
    public Task An_attempt_that_was_released_stays_released_when_its_hold_arrives_late() => On(async ledger =>
    {
        await WithFunder(ledger, yuan: 100);
        (await ledger.Person("F1").Hold(HoldOf(ledger, 60))).OrThrow();
        (await ledger.Person("F1").Release(ledger.ReleaseOf("N1", "P1"))).OrThrow();

        var answer = await ledger.Person("F1").Hold(HoldOf(ledger, 60));

        Assert.True(answer.Refusal?.Is(DrawRefusal.AttemptUsed));
        Assert.Equal(0, await HeldOf(ledger));
    });

    [ContractFact]
    public Task The_late_release_of_a_lower_attempt_frees_nothing() => On(async ledger =>
    {
        await WithFunder(ledger, yuan: 100);
        (await ledger.Person("F1").Hold(HoldOf(ledger, 60, attempt: 2))).OrThrow();

        (await ledger.Person("F1").Release(ledger.ReleaseOf("N1", "P1"))).OrThrow();

        Assert.Equal(60, await HeldOf(ledger));
    });

    [ContractFact]
    public Task More_than_was_held_is_not_captured() => On(async ledger =>
    {
        await WithFunder(ledger, yuan: 100);
        (await ledger.Person("F1").Hold(HoldOf(ledger, 60))).OrThrow();

        var answer = await ledger.Person("F1").Capture(ledger.CaptureOf("N1", 60.01m));

        Assert.True(answer.Refusal?.Is(DrawRefusal.NoSuchDraw));
        Assert.Equal(100, await ledger.BalanceOf("F1"));
    });

    [ContractFact]
    public Task A_capture_and_a_return_that_come_twice_move_money_once() => On(async ledger =>
    {
        await WithFunder(ledger, yuan: 100);
        (await ledger.Person("F1").Hold(HoldOf(ledger, 60))).OrThrow();

        (await ledger.Person("F1").Capture(ledger.CaptureOf("N1", 50))).OrThrow();
        (await ledger.Person("F1").Capture(ledger.CaptureOf("N1", 50))).OrThrow();
        Assert.Equal((50, 0), (await ledger.BalanceOf("F1"), await HeldOf(ledger)));
        (await ledger.Person("F1").Return(ledger.ReturnOf("N1", 50))).OrThrow();
        (await ledger.Person("F1").Return(ledger.ReturnOf("N1", 50))).OrThrow();

        Assert.Equal(100, await ledger.BalanceOf("F1"));
    });

    [ContractFact]
    public Task What_is_held_is_not_held_again_nor_spent() => On(async ledger =>
    {
        await WithFunder(ledger, yuan: 100);
        (await ledger.Person("F1").Hold(HoldOf(ledger, 60))).OrThrow();

        var other = (await ledger.Person("F1").Hold(HoldOf(ledger, 60, settlement: "S2"))).OrThrow();
        var own = (await ledger.Settle(ledger.BillOf("F1", inScope: 150))).OrThrow();

        Assert.Equal(40, other.Amount.Yuan);
        Assert.Equal((0, 150), (own.Own.Yuan, own.Cash.Yuan));
    });

    [ContractFact]
    public Task A_funder_keeps_what_the_area_says_must_stay() => On(async ledger =>
    {
        await ledger.Enrol("F1", area: "140199", yuan: 1_200);

        var held = (await ledger.Person("F1").Hold(HoldOf(ledger, 500, area: "140199"))).OrThrow();

        Assert.Equal(200, held.Amount.Yuan);
    });

    [ContractFact]
    public Task A_suspended_funder_holds_nothing() => On(async ledger =>
    {
        await ledger.Enrol("F1", area: "140199", yuan: 2_000);
        await ledger.Suspend("F1", "140199");

        var answer = await ledger.Person("F1").Hold(HoldOf(ledger, 60, area: "140199"));

        Assert.True(answer.Refusal?.Is(AidRefusal.FunderNotNormal));
    });

    [ContractFact]
    public Task A_relation_that_the_area_does_not_admit_holds_nothing() => On(async ledger =>
    {
        await ledger.Enrol("F1", area: "210299", yuan: 2_000);

        var answer = await ledger.Person("F1").Hold(
            HoldOf(ledger, 60, area: "210399") with { Relation = Relation.Sibling });

        Assert.True(answer.Refusal?.Is(AidRefusal.RelationNotAllowed));
    });

    static async Task WithFunder(LedgerWords ledger, decimal yuan)
    {
        await ledger.Enrol("F1", yuan: yuan);
        await ledger.Enrol("P1");
    }

    static Hold HoldOf(
        LedgerWords ledger, decimal yuan, int attempt = 1, string settlement = "S1", string area = "610199") =>
        ledger.HoldOf("N1", ledger.DrawOf("P1", yuan, settlement, attempt, area));

    static async Task<decimal> HeldOf(LedgerWords ledger) => (await ledger.ViewOf("F1")).Held.Yuan;
}
