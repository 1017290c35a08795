using Gongji.Families;
using Gongji.People;
using Xunit;

namespace Gongji.Tests.Support.Conformance;

// On what a binding rests, what becomes of it when it is made again or changed, and what an end that nobody saw counts.
public abstract partial class LedgerConformance
{
    // Two pooling areas of Liaoning, where a network has five members and a member one network.
    const string Dalian = "210299";
    const string Anshan = "210399";

    [ContractFact]
    public Task A_binding_says_on_what_it_rests() => On(async ledger =>
    {
        await ledger.Enrol("F1", yuan: 100);
        await ledger.Enrol("P1");
        await ledger.FormNetwork("N1", "F1");
        var add = ledger.AddOf("P1") with
        {
            Signer = ledger.PersonOf("P1"),
            Evidence = "A-17",
            From = ledger.Today,
            To = ledger.Today.AddDays(30),
        };

        (await ledger.Network("N1").AddMember(add)).OrThrow();

        var member = Assert.Single((await ledger.ViewOfNetwork("N1")).Members);
        var text = member.Grounds.Commitment;
        Assert.Equal(
            (RelationSource.Commitment, "1", ledger.PersonOf("P1"), "A-17"),
            (member.Grounds.Source, text?.Version, member.Grounds.Signer, member.Grounds.Evidence));
        Assert.Matches("^[0-9a-f]{32}$", text?.Digest);
        Assert.Equal(["app"], member.Channels);
        Assert.Equal((ledger.Today, ledger.Today.AddDays(30)), (member.From, member.To));
    });

    [ContractFact]
    public Task Who_is_bound_by_a_household_register_signs_no_text_unless_one_is_named() => On(async ledger =>
    {
        await WithNetwork(ledger);
        var add = ledger.AddOf("P1") with { Source = RelationSource.HouseholdRegister };

        (await ledger.Network("N1").AddMember(add)).OrThrow();
        var without = Assert.Single((await ledger.ViewOfNetwork("N1")).Members);
        (await ledger.Network("N1").AddMember(
            add with { Operation = ledger.NewOperation(), Commitment = "1" })).OrThrow();
        var with = Assert.Single((await ledger.ViewOfNetwork("N1")).Members);

        Assert.Equal(RelationSource.HouseholdRegister, without.Grounds.Source);
        Assert.Null(without.Grounds.Commitment);
        Assert.Equal(ledger.PersonOf("F1"), without.Grounds.Signer);
        Assert.Equal("1", with.Grounds.Commitment?.Version);
    });

    [ContractFact]
    public Task A_text_that_is_not_in_force_is_refused_by_its_name() => On(async ledger =>
    {
        await WithNetwork(ledger);

        var answer = await ledger.Network("N1").AddMember(ledger.AddOf("P1") with { Commitment = "2" });

        Assert.True(answer.Refusal?.Is(NetworkRefusal.CommitmentNotInForce));
        Assert.Equal("2 (1)", answer.Refusal?.Value);
    });

    [ContractFact]
    public Task An_authorization_neither_begins_before_today_nor_ends_before_it_begins() => On(async ledger =>
    {
        await ledger.Enrol("F1");
        await ledger.Enrol("P1");
        await ledger.FormNetwork("N1", "F1");
        var day = ledger.Today;

        Assert.True((await Add(day.AddDays(-1), null))?.Is(NetworkRefusal.BeginOutOfRange));
        Assert.True((await Add(day.AddYears(1).AddDays(1), null))?.Is(NetworkRefusal.BeginOutOfRange));
        Assert.True((await Add(null, day.AddDays(-1)))?.Is(NetworkRefusal.OverBeforeItBegins));
        Assert.True((await Add(day.AddDays(2), day.AddDays(1)))?.Is(NetworkRefusal.OverBeforeItBegins));
        Assert.Empty((await ledger.ViewOf("P1")).Networks);
        Assert.Null(await Add(day.AddDays(2), day.AddDays(2)));

        async Task<Refusal?> Add(DateOnly? from, DateOnly? to) => (await ledger.Network("N1").AddMember(
            ledger.AddOf("P1") with { From = from, To = to })).Refusal;
    });

    [ContractFact]
    public Task Before_an_authorization_begins_nothing_is_drawn_and_the_settlement_goes_on() => On(async ledger =>
    {
        await ledger.Enrol("F1", yuan: 100);
        await ledger.Enrol("P1", yuan: 10);
        await ledger.FormNetwork("N1", "F1");
        var tomorrow = ledger.Today.AddDays(1);
        (await ledger.Network("N1").AddMember(ledger.AddOf("P1") with { From = tomorrow })).OrThrow();

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 50))).OrThrow();
        var later = await ledger.Network("N1").Draw(ledger.DrawOf("P1", 40) with { ServiceDate = tomorrow });

        Assert.Equal((10, 0, 40), (receipt.Own.Yuan, receipt.Aid.Yuan, receipt.Cash.Yuan));
        Assert.Contains(receipt.Reasons, static reason => reason.Code == "draw.not_yet_authorized");
        Assert.Equal(40, later.OrThrow().Amount.Yuan);
    });

    [ContractFact]
    public Task After_the_last_day_nothing_is_drawn() => On(async ledger =>
    {
        await WithNetwork(ledger);
        (await ledger.Network("N1").AddMember(ledger.AddOf("P1") with { To = ledger.Today })).OrThrow();

        var last = await ledger.Network("N1").Draw(ledger.DrawOf("P1", 40));
        var later = await ledger.Network("N1").Draw(
            ledger.DrawOf("P1", 40, "S2") with { ServiceDate = ledger.Today.AddDays(1) });

        Assert.Equal(40, last.OrThrow().Amount.Yuan);
        Assert.True(later.Refusal?.Is(DrawRefusal.AuthorizationOver));
    });

    [ContractFact]
    public Task A_binding_that_has_begun_keeps_its_beginning_and_another_may_begin_anew() => On(async ledger =>
    {
        await WithNetwork(ledger);
        await ledger.Enrol("P2");
        var day = ledger.Today;

        await Add("P1", day.AddDays(5));
        await Add("P2", day.AddDays(5));
        await Add("P2", null);
        var kept = await FromOf("P2");
        await Add("P2", day);
        await Add("P2", day.AddDays(9));

        Assert.Equal((null, day.AddDays(5), day), (await FromOf("P1"), kept, await FromOf("P2")));

        async Task Add(string member, DateOnly? from) =>
            (await ledger.Network("N1").AddMember(ledger.AddOf(member) with { From = from })).OrThrow();

        async Task<DateOnly?> FromOf(string member) => (await ledger.ViewOfNetwork("N1")).Members
            .Single(each => each.Member == ledger.PersonOf(member)).From;
    });

    [ContractFact]
    public Task Bound_over_two_channels_a_member_is_one_with_the_later_limits() => On(async ledger =>
    {
        await ledger.Enrol("F1", yuan: 1_280);
        await ledger.Enrol("P1");
        await ledger.FormNetwork("N1", "F1");
        await Add("Alipay", 300);
        var since = Assert.Single((await ledger.ViewOfNetwork("N1")).Members).Since;
        (await ledger.Settle(ledger.BillOf("P1", inScope: 0, ownExpense: 280))).OrThrow();

        await Add("WeChat", 500);
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 0, ownExpense: 250))).OrThrow();
        await ledger.Person("P1").Attend();

        var member = Assert.Single((await ledger.ViewOfNetwork("N1")).Members);
        Assert.Equal((since, 500), (member.Since, member.Limits.PerPeriod?.Yuan));
        Assert.Equal(["Alipay", "WeChat"], member.Channels);
        Assert.Equal((220, 30), (receipt.Aid.Yuan, receipt.Cash.Yuan));
        Assert.Equal((500, 780), (member.UsedInPeriod.Yuan, await ledger.BalanceOf("F1")));

        async Task Add(string channel, decimal limit)
        {
            var limits = new MemberLimits(PerPeriod: Money.TryFromYuan(limit), Period: LimitPeriod.Month);
            (await ledger.Network("N1").AddMember(ledger.AddOf("P1", limits) with { Channel = channel })).OrThrow();
        }
    });

    [ContractFact]
    public Task What_is_held_when_a_member_is_unbound_is_paid_and_given_back() => On(async ledger =>
    {
        await ledger.Enrol("F1", yuan: 300);
        await ledger.Enrol("P1");
        await ledger.FormNetwork("N1", "F1", "P1");
        (await ledger.Network("N1").Draw(ledger.DrawOf("P1", 200))).OrThrow();

        await ledger.RemoveMember("N1", "P1");
        (await ledger.Network("N1").Capture(ledger.CaptureOf("N1", 200))).OrThrow();
        var paid = await ledger.BalanceOf("F1");
        var more = await ledger.Network("N1").Draw(ledger.DrawOf("P1", 80, "S2"));
        var next = (await ledger.Settle(ledger.BillOf("P1", inScope: 80))).OrThrow();
        (await ledger.Network("N1").Return(ledger.ReturnOf("N1", 200))).OrThrow();

        Assert.True(more.Refusal?.Is(DrawRefusal.NotAMember));
        Assert.Equal((0, 80), (next.Aid.Yuan, next.Cash.Yuan));
        Assert.Contains(new Reason("draw.not_a_member", ledger.NetworkOf("N1")), next.Reasons);
        Assert.DoesNotContain(next.Reasons, static reason => reason.Is(AidReason.NoBinding));
        Assert.Equal((100, 300), (paid, await ledger.BalanceOf("F1")));
        Assert.Equal(0, (await ledger.ViewOfNetwork("N1")).Used.Yuan);
    });

    [ContractFact]
    public Task A_lower_limit_leaves_what_is_held_and_a_higher_one_counts_at_once() => On(async ledger =>
    {
        await WithNetwork(ledger, LimitOf(80));
        (await ledger.Network("N1").Draw(ledger.DrawOf("P1", 60))).OrThrow();

        await ledger.AddMember("N1", "P1", LimitOf(50));
        var held = Assert.Single((await ledger.ViewOfNetwork("N1")).OpenDraws).Amount.Yuan;
        var lowered = await ledger.Network("N1").Draw(ledger.DrawOf("P1", 10, "S2"));
        (await ledger.Network("N1").Capture(ledger.CaptureOf("N1", 60))).OrThrow();
        await ledger.AddMember("N1", "P1", LimitOf(90));
        var raised = await ledger.Network("N1").Draw(ledger.DrawOf("P1", 40, "S3"));

        Assert.Equal(60, held);
        Assert.True(lowered.Refusal?.Is(DrawRefusal.LimitUsedUp));
        Assert.Equal((30, 40), (raised.OrThrow().Amount.Yuan, await ledger.BalanceOf("F1")));

        static MemberLimits LimitOf(decimal yuan) => new(PerPeriod: Money.TryFromYuan(yuan));
    });

    [ContractFact]
    public Task Who_has_ended_without_anybody_noticing_takes_no_place_in_a_network() => On(async ledger =>
    {
        await ledger.Enrol("F1", area: Dalian);
        await ledger.FormNetwork("N1", "F1");
        for (var n = 1; n <= 6; n++)
        {
            await ledger.Enrol($"M{n}", area: Anshan);
        }
        for (var n = 1; n <= 5; n++)
        {
            await ledger.AddMember("N1", $"M{n}");
        }
        var full = await ledger.Network("N1").AddMember(ledger.AddOf("M6"));

        await ledger.End("M2", Anshan);
        await ledger.AddMember("N1", "M6");

        Assert.True(full.Refusal?.Is(NetworkRefusal.TooManyMembers));
        var network = await ledger.ViewOfNetwork("N1");
        Assert.Equal(5, network.Members.Length);
        Assert.Equal(ledger.PersonOf("M2"), Assert.Single(network.Released).Member);
        Assert.Empty((await ledger.ViewOf("M2")).Networks);
    });

    [ContractFact]
    public Task A_network_that_has_ended_without_anybody_noticing_takes_no_place_of_a_member() => On(async ledger =>
    {
        await ledger.Enrol("P1", area: Anshan);
        foreach (var n in (string[])["1", "2"])
        {
            await ledger.Enrol("F" + n, area: Dalian);
            await ledger.FormNetwork("N" + n, "F" + n);
        }
        await ledger.AddMember("N1", "P1");
        var full = await ledger.Network("N2").AddMember(ledger.AddOf("P1"));

        await ledger.End("F1", Dalian);
        await ledger.AddMember("N2", "P1");

        Assert.True(full.Refusal?.Is(PersonRefusal.TooManyNetworks));
        Assert.Equal([ledger.NetworkOf("N2")], (await ledger.ViewOf("P1")).Networks);
        Assert.Empty((await ledger.ViewOfNetwork("N1")).Members);
    });

    [ContractFact]
    public Task Two_networks_that_take_over_each_other_s_members_don_t_wait_for_each_other() => On(async ledger =>
    {
        foreach (var n in (string[])["1", "2"])
        {
            await ledger.Enrol("F" + n, area: Dalian);
            await ledger.Enrol("P" + n, area: Anshan);
            await ledger.FormNetwork("N" + n, "F" + n, "P" + n);
        }

        var answers = await Task.WhenAll(
            ledger.Network("N1").AddMember(ledger.AddOf("P2")), ledger.Network("N2").AddMember(ledger.AddOf("P1")));

        Assert.All(answers, static answer => Assert.True(answer.Refusal?.Is(PersonRefusal.TooManyNetworks)));
    });
}
