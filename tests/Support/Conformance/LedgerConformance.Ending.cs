using Gongji.Families;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// An authorization ends with the insurance of either side, or by an unbinding that says why.
public abstract partial class LedgerConformance
{
    [ContractFact]
    public Task A_network_shows_who_was_released_with_an_insurance() => On(async ledger =>
    {
        await WithNetwork(ledger);
        await ledger.Enrol("P2");
        await ledger.AddMember("N1", "P2");
        await ledger.End("P2");

        var seen = await ledger.ViewOfNetwork("N1");

        Assert.Equal(ledger.PersonOf("P1"), Assert.Single(seen.Members).Member);
        var released = Assert.Single(seen.Released);
        Assert.Equal(
            (ledger.PersonOf("P2"), UnbindReason.MemberInsuranceEnded), (released.Member, released.Reason));
        Assert.Empty((await ledger.ViewOf("P2")).Networks);
    });

    [ContractFact]
    public Task A_funder_whose_insurance_ended_pays_for_nobody_and_everybody_is_released() => On(async ledger =>
    {
        await WithNetwork(ledger);
        await ledger.End("F1");

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 50))).OrThrow();

        Assert.Equal((0, 50), (receipt.Aid.Yuan, receipt.Cash.Yuan));
        var reason = Assert.Single(receipt.Reasons, reason => reason.Network == ledger.NetworkOf("N1"));
        Assert.Equal("draw.funder_insurance_ended", reason.Code);
        var network = await ledger.ViewOfNetwork("N1");
        Assert.Empty(network.Members);
        Assert.Equal(UnbindReason.FunderInsuranceEnded, Assert.Single(network.Released).Reason);
        Assert.Equal(100, await ledger.BalanceOf("F1"));
    });

    [ContractFact]
    public Task Who_is_unbound_by_an_agency_is_shown_with_its_reason_until_bound_anew() => On(async ledger =>
    {
        await WithNetwork(ledger);

        await ledger.RemoveMember("N1", "P1", UnbindReason.Divorce);
        var between = await ledger.ViewOfNetwork("N1");
        await ledger.AddMember("N1", "P1");
        var after = await ledger.ViewOfNetwork("N1");

        Assert.Equal(UnbindReason.Divorce, Assert.Single(between.Released).Reason);
        Assert.Empty(after.Released);
        Assert.True(Assert.Single(after.Members).Since >= between.Released[0].Until);
    });

    [ContractFact]
    public Task A_change_of_limits_leaves_the_day_of_the_binding() => On(async ledger =>
    {
        await WithNetwork(ledger);
        var since = Assert.Single((await ledger.ViewOfNetwork("N1")).Members).Since;

        await ledger.AddMember("N1", "P1", new MemberLimits(PerUse: Money.FromFen(500)));

        var member = Assert.Single((await ledger.ViewOfNetwork("N1")).Members);
        Assert.Equal((since, 500), (member.Since, member.Limits.PerUse?.Fen));
    });
}
