using Gongji.Families;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// What a network grants its members, and what counts against their limits.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task One_use_is_no_more_than_its_limit() => On(async ledger =>
    {
        await WithNetwork(ledger, new MemberLimits(PerUse: Money.FromFen(20_00)));

        var command = ledger.SettleOf(ledger.BillOf("P1", inScope: 100)) with { WithTrace = true };
        var asked = (await ledger.Person("P1").PreSettle(command)).OrThrow();
        var receipt = (await ledger.Person("P1").Settle(command)).OrThrow();

        Assert.Equal((20, 80), (receipt.Aid.Yuan, receipt.Cash.Yuan));
        Assert.Contains(receipt.Reasons, reason =>
            reason.Is(DrawReason.LimitOfUse) && reason.Network == ledger.NetworkOf("N1"));
        Assert.Equal(asked.Reasons, receipt.Reasons);
        Assert.Equal(asked.Trace, receipt.Trace);
    });

    [ContractFact]
    public Task A_part_says_by_the_rules_of_the_funders_area_what_bound_it() => On(async ledger =>
    {
        await WithNetwork(ledger, new MemberLimits(PerPeriod: Money.FromFen(50_00), Period: LimitPeriod.Month));
        (await ledger.Settle(ledger.BillOf("P1", inScope: 49.99m))).OrThrow();
        var settle = ledger.SettleOf(ledger.BillOf("P1", inScope: 100)) with { WithTrace = true };

        var receipt = (await ledger.Person("P1").Settle(settle)).OrThrow();

        var draw = Assert.Single(receipt.Trace!, static step => step.Rule == "aid.draw");
        Assert.Equal(0.01m, receipt.Aid.Yuan);
        Assert.Equal("0.01", draw.Result);
        Assert.EndsWith(
            " asked=100.00 bound=limit_of_month of=50.00 less=49.99 left=0.01", draw.Input, StringComparison.Ordinal);
        Assert.StartsWith("610100@", draw.Version, StringComparison.Ordinal);
        Assert.Contains(receipt.Reasons, static reason => reason.Is(DrawReason.LimitOfMonth));
    });

    [ContractFact]
    public Task A_part_says_that_the_limit_of_the_year_bound_it() => On(async ledger =>
    {
        await WithNetwork(ledger, new MemberLimits(PerPeriod: Money.FromFen(50_00)));
        (await ledger.Settle(ledger.BillOf("P1", inScope: 20))).OrThrow();

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 100))).OrThrow();

        Assert.Equal(30, receipt.Aid.Yuan);
        Assert.Contains(receipt.Reasons, static reason => reason.Is(DrawReason.LimitOfYear));
    });

    [ContractFact]
    public Task A_member_who_was_removed_pays_in_cash() => On(async ledger =>
    {
        await WithNetwork(ledger);
        await ledger.RemoveMember("N1", "P1");

        var draw = await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60));
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 100))).OrThrow();

        Assert.True(draw.Refusal?.Is(DrawRefusal.NotAMember));
        Assert.Equal(100, receipt.Cash.Yuan);
    });

    [ContractFact]
    public Task A_use_that_the_funder_has_not_confirmed_is_refused() => On(async ledger =>
    {
        await WithNetwork(ledger);
        await ledger.ConfirmMode("N1", AidPurpose.Premium);

        var draw = await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60));

        Assert.True(draw.Refusal?.Is(DrawRefusal.ModeNotConfirmed));
    });

    [ContractFact]
    public Task A_released_draw_counts_against_no_limit() => On(async ledger =>
    {
        await WithNetwork(ledger, new MemberLimits(PerPeriod: Money.FromFen(80_00)));
        (await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60))).OrThrow();
        (await ledger.Network("N1").Release(ledger.ReleaseOf("N1", "P1"))).OrThrow();

        var draw = (await ledger.Network("N1").Draw(ledger.DrawOf("P1", 80, "S2"))).OrThrow();

        Assert.Equal(80, draw.Amount.Yuan);
    });

    [ContractFact]
    public Task A_draw_is_granted_again_for_what_it_was_granted_for_alone() => On(async ledger =>
    {
        await WithNetwork(ledger);
        var (network, draw) = (ledger.Network("N1"), ledger.DrawOf("P1", 60));
        var granted = (await network.Draw(draw)).OrThrow();

        var again = (await network.Draw(draw)).OrThrow();
        var ofAnotherDay = await network.Draw(draw with { ServiceDate = draw.ServiceDate.AddDays(-1) });
        var forAnotherUse = await network.Draw(draw with { Purpose = AidPurpose.Premium });

        Assert.Equal(granted, again);
        Assert.True(ofAnotherDay.Refusal?.Is(DrawRefusal.AttemptUsed));
        Assert.True(forAnotherUse.Refusal?.Is(DrawRefusal.AttemptUsed));
        Assert.Equal(60, (await ledger.ViewOfNetwork("N1")).OpenDraws.Sum(static open => open.Amount).Yuan);
    });

    [ContractFact]
    public Task An_attempt_that_was_released_stays_released_when_its_draw_arrives_late() => On(async ledger =>
    {
        await WithNetwork(ledger);
        (await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60))).OrThrow();
        (await ledger.Network("N1").Release(ledger.ReleaseOf("N1", "P1"))).OrThrow();

        var late = await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60));

        Assert.True(late.Refusal?.Is(DrawRefusal.AttemptUsed));
        Assert.Empty((await ledger.ViewOfNetwork("N1")).OpenDraws);
    });

    [ContractFact]
    public Task What_was_drawn_and_not_used_counts_against_no_limit() => On(async ledger =>
    {
        await WithNetwork(ledger, new MemberLimits(PerPeriod: Money.FromFen(80_00)));
        (await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60))).OrThrow();
        (await ledger.Network("N1").Capture(ledger.CaptureOf("N1", 10))).OrThrow();

        var draw = (await ledger.Network("N1").Draw(ledger.DrawOf("P1", 80, "S2"))).OrThrow();

        Assert.Equal(70, draw.Amount.Yuan);
    });

    [ContractFact]
    public Task A_higher_attempt_does_not_count_the_lower_one_against_the_limit() => On(async ledger =>
    {
        await WithNetwork(ledger, new MemberLimits(PerPeriod: Money.FromFen(80_00)));
        (await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60))).OrThrow();

        var draw = (await ledger.Network("N1").Draw(ledger.DrawOf("P1", 80, attempt: 2))).OrThrow();

        Assert.Equal(80, draw.Amount.Yuan);
    });

    [ContractFact]
    public Task What_the_funder_refuses_to_capture_stays_open_at_the_network() => On(async ledger =>
    {
        await WithNetwork(ledger);
        (await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60))).OrThrow();
        (await ledger.Person("F1").Release(ledger.ReleaseOf("N1", "P1"))).OrThrow();

        var answer = await ledger.Network("N1").Capture(ledger.CaptureOf("N1", 60));

        Assert.True(answer.Refusal?.Is(DrawRefusal.NoSuchDraw));
        Assert.Single((await ledger.ViewOfNetwork("N1")).OpenDraws);
    });

    [ContractFact]
    public Task A_settlement_whose_first_attempt_was_forgotten_draws_again() => On(async ledger =>
    {
        await WithNetwork(ledger);
        var command = ledger.SettleOf(ledger.BillOf("P1", inScope: 50));
        var forgotten = ledger.DrawOf("P1", 30) with { Settlement = command.Settlement };
        (await ledger.Network("N1").Draw(forgotten)).OrThrow();

        var receipt = (await ledger.Person("P1").Settle(command)).OrThrow();

        Assert.Equal((50, 0), (receipt.Aid.Yuan, receipt.Cash.Yuan));
    });

    [ContractFact]
    public Task One_authorizer_pays_where_the_area_allows_one_and_who_asks_first_hears_the_same() => On(async ledger =>
    {
        await ledger.Enrol("P1", area: "140199", yuan: 0);
        foreach (var n in (string[])["1", "2"])
        {
            await ledger.Enrol("F" + n, area: "140199", yuan: 1_010);
            await ledger.FormNetwork("N" + n, "F" + n, "P1");
        }
        var bill = ledger.BillOf("P1", inScope: 50, area: "140100");
        var command = ledger.SettleOf(bill);

        var asked = (await ledger.Person("P1").PreSettle(command)).OrThrow();
        var receipt = (await ledger.Person("P1").Settle(command)).OrThrow();

        Assert.Equal((10, 40), (receipt.Aid.Yuan, receipt.Cash.Yuan));
        Assert.Equivalent(receipt.Lines, asked.Lines, strict: true);
    });

    [ContractFact]
    public Task Where_aid_pays_all_or_nothing_a_poor_relative_takes_no_other_payer_away() => On(async ledger =>
    {
        await ledger.Enrol("P1", area: "210399", yuan: 20);
        await ledger.Enrol("F1", area: "210299", yuan: 10);
        await ledger.FormNetwork("N1", "F1", "P1");
        var command = ledger.SettleOf(ledger.BillOf("P1", inScope: 50, area: "210300")) with { WithTrace = true };

        var asked = (await ledger.Person("P1").PreSettle(command)).OrThrow();
        var receipt = (await ledger.Person("P1").Settle(command)).OrThrow();

        Assert.Equal((20, 0, 30), (receipt.Own.Yuan, receipt.Aid.Yuan, receipt.Cash.Yuan));
        Assert.Contains(receipt.Reasons, reason =>
            reason.Is(AidReason.TooLittle) && reason.Network == ledger.NetworkOf("N1"));
        Assert.Contains(receipt.Trace!, static step =>
            step.Rule == "aid.draw" && step.Version.StartsWith("210200@", StringComparison.Ordinal));
        Assert.Equal(receipt.Reasons, asked.Reasons);
        Assert.Equal(receipt.Trace, asked.Trace);
        Assert.Equal(10, await ledger.BalanceOf("F1"));
        Assert.True((await ledger.ViewOf("F1")).Held.IsZero);
    });

    [ContractFact]
    public Task A_spouse_of_the_same_city_pays_where_aid_between_cities_is_a_function_of_its_own() => On(async ledger =>
    {
        await ledger.Enrol("P1", area: "210399");
        await ledger.Enrol("F1", area: "210302", yuan: 1_000);
        await ledger.FormNetwork("N1", "F1");
        (await ledger.Network("N1").AddMember(ledger.AddOf("P1") with { Relation = Relation.Spouse })).OrThrow();

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 1_500, area: "210300"))).OrThrow();

        Assert.Equal((550, 950, 0), (receipt.PoolPay.Yuan, receipt.Aid.Yuan, receipt.Cash.Yuan));
        Assert.Equal(50, Assert.Single(receipt.Lines).BalanceAfter?.Yuan);
    });

    [ContractFact]
    public Task Where_one_network_may_pay_little_of_the_first_does_not_bar_the_second() => On(async ledger =>
    {
        await ledger.Enrol("P1", area: "140199", yuan: 0);
        foreach (var (n, yuan) in new[] { ("1", 1_001), ("2", 1_200) })
        {
            await ledger.Enrol("F" + n, area: "140199", yuan: yuan);
            await ledger.FormNetwork("N" + n, "F" + n, "P1");
        }

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 50, area: "140100"))).OrThrow();

        Assert.Equal((50, 0), (receipt.Aid.Yuan, receipt.Cash.Yuan));
        Assert.Contains(receipt.Reasons, reason =>
            reason.Is(AidReason.OthersPay) && reason.Network == ledger.NetworkOf("N1"));
    });

    [ContractFact]
    public Task Who_is_bound_to_nobody_is_told_so() => On(async ledger =>
    {
        await ledger.Enrol("P1", yuan: 0);

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 50))).OrThrow();

        Assert.Contains(receipt.Reasons, static reason => reason.Is(AidReason.NoBinding));
        Assert.Contains(receipt.Reasons, static reason => reason.Is(PoolReason.WithinDeductible));
    });

    [ContractFact]
    public Task Draws_at_once_are_granted_no_more_than_the_limit_together() => On(async ledger =>
    {
        await WithNetwork(ledger, new MemberLimits(PerPeriod: Money.FromFen(80_00)));

        var draws = await Task.WhenAll(Enumerable.Range(1, 8).Select(
            n => ledger.Network("N1").Draw(ledger.DrawOf("P1", 30, settlement: $"S{n}"))));

        Assert.Equal(80, draws.Sum(static draw => draw.Value?.Amount.Yuan ?? 0));
        Assert.Equal(80, (await ledger.ViewOf("F1")).Held.Yuan);
    });

    static async Task WithNetwork(LedgerWords ledger, MemberLimits? limits = null)
    {
        await ledger.Enrol("F1", yuan: 100);
        await ledger.Enrol("P1");
        await ledger.FormNetwork("N1", "F1");
        await ledger.AddMember("N1", "P1", limits);
    }
}
