using Gongji.Families;

namespace Gongji.Tests.Ledger;

/// <summary>An authorization that ended with an insurance does not come back with it.</summary>
public sealed class AuthorizationTests
{
    readonly ManualTime _time = new(new DateTimeOffset(2026, 5, 20, 4, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("P1", "draw.member_insurance_ended", UnbindReason.MemberInsuranceEnded)]
    [InlineData("F1", "draw.funder_insurance_ended", UnbindReason.FunderInsuranceEnded)]
    public async Task An_insurance_that_begins_anew_needs_a_new_binding(
        string ending, string code, UnbindReason reason)
    {
        await using var ledger = await Bound();
        await ledger.End(ending);
        _time.Jump(TimeSpan.FromDays(10));
        await ledger.Change(ending, LedgerWords.InsuranceOf());

        var first = (await ledger.Settle(ledger.BillOf("P1", inScope: 50))).OrThrow();
        var second = (await ledger.Settle(ledger.BillOf("P1", inScope: 50))).OrThrow();
        var released = Assert.Single((await ledger.ViewOfNetwork("N1")).Released);
        await ledger.AddMember("N1", "P1");
        var bound = (await ledger.Settle(ledger.BillOf("P1", inScope: 50))).OrThrow();

        Assert.Equal((0, 0, 50), (first.Aid.Yuan, second.Aid.Yuan, bound.Aid.Yuan));
        Assert.Contains(first.Reasons, reason => reason.Code == code);
        Assert.Contains(second.Reasons, static reason => reason.Is(DrawRefusal.NotAMember));
        Assert.Equal(reason, released.Reason);
    }

    [Fact]
    public async Task Who_binds_anew_before_anybody_saw_the_end_is_bound_from_that_day()
    {
        await using var ledger = await Bound();
        await ledger.End("P1");
        _time.Jump(TimeSpan.FromDays(10));
        await ledger.Change("P1", LedgerWords.InsuranceOf());

        await ledger.AddMember("N1", "P1");

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 50))).OrThrow();
        Assert.Equal(50, receipt.Aid.Yuan);
        Assert.Equal(ledger.Today, ChinaTime.DayOf(Assert.Single((await ledger.ViewOfNetwork("N1")).Members).Since));
    }

    [Fact]
    public async Task An_end_that_is_recorded_later_than_a_binding_of_after_it_ends_that_binding()
    {
        await using var ledger = await Bound();
        var ended = LedgerWords.InsuranceOf() with
        {
            Status = InsuranceStatus.Ended,
            From = ledger.Today.AddDays(-5),
        };
        (await ledger.Person("P1").ChangeInsurance(new(ledger.NewOperation(), ended))).OrThrow();
        _time.Jump(TimeSpan.FromDays(1));
        await ledger.Change("P1", LedgerWords.InsuranceOf());

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 50))).OrThrow();

        Assert.Equal(0, receipt.Aid.Yuan);
        Assert.Empty((await ledger.ViewOfNetwork("N1")).Members);
    }

    [Theory]
    [InlineData("P1")]
    [InlineData("F1")]
    public async Task A_binding_that_has_ended_contradicts_no_new_one(string ending)
    {
        await using var ledger = await Bound();
        await ledger.FormNetwork("N2", "P1");
        await ledger.End(ending);
        _time.Jump(TimeSpan.FromDays(10));
        await ledger.Change(ending, LedgerWords.InsuranceOf());

        var answer = await ledger.Network("N2").AddMember(ledger.AddOf("F1") with { Relation = Relation.Sibling });

        answer.OrThrow();
    }

    [Fact]
    public async Task An_end_of_the_funder_s_insurance_is_told_by_the_day_on_which_it_began()
    {
        await using var ledger = await Bound();
        var ended = ledger.Today;
        await ledger.End("F1");
        _time.Jump(TimeSpan.FromDays(5));
        await ledger.End("F1", area: "610799");
        _time.Jump(TimeSpan.FromDays(5));
        await ledger.Change("F1", LedgerWords.InsuranceOf());

        var held = await ledger.Person("F1").Hold(
            ledger.HoldOf("N1", ledger.DrawOf("P1", 50)) with { BoundOn = ended });

        Assert.Equal(("draw.funder_insurance_ended", $"{ended:O}"), (held.Refusal?.Code, held.Refusal?.Value));
    }

    [Fact]
    public async Task A_suspension_ends_no_authorization()
    {
        await using var ledger = await Bound();
        await ledger.Suspend("P1");
        _time.Jump(TimeSpan.FromDays(10));
        await ledger.Change("P1", LedgerWords.InsuranceOf());

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 50))).OrThrow();

        Assert.Equal(50, receipt.Aid.Yuan);
    }

    [Fact]
    public async Task An_authorization_that_is_over_is_released_and_may_be_given_anew()
    {
        await using var ledger = await Bound();
        await Add(ledger, to: ledger.Today.AddDays(10));
        _time.Jump(TimeSpan.FromDays(10));
        var last = (await ledger.Settle(ledger.BillOf("P1", inScope: 50))).OrThrow();
        _time.Jump(TimeSpan.FromDays(1));

        var first = (await ledger.Settle(ledger.BillOf("P1", inScope: 50))).OrThrow();
        var second = (await ledger.Settle(ledger.BillOf("P1", inScope: 50))).OrThrow();
        var released = Assert.Single((await ledger.ViewOfNetwork("N1")).Released);
        await Add(ledger, to: ledger.Today);
        var bound = (await ledger.Settle(ledger.BillOf("P1", inScope: 50))).OrThrow();

        Assert.Equal((50, 0, 0, 50), (last.Aid.Yuan, first.Aid.Yuan, second.Aid.Yuan, bound.Aid.Yuan));
        Assert.Contains(first.Reasons, static reason => reason.Code == "draw.authorization_over");
        Assert.Contains(second.Reasons, static reason => reason.Is(DrawRefusal.NotAMember));
        Assert.Equal(UnbindReason.Expired, released.Reason);
        Assert.Equal(ledger.Today, ChinaTime.DayOf(Assert.Single((await ledger.ViewOfNetwork("N1")).Members).Since));
    }

    [Fact]
    public async Task Who_was_unbound_from_one_network_after_the_other_hears_of_the_last()
    {
        await using var ledger = await Bound();
        await ledger.Enrol("F2", yuan: 100);
        await ledger.FormNetwork("N2", "F2", "P1");
        await ledger.RemoveMember("N1", "P1");
        await ledger.RemoveMember("N2", "P1");

        var alone = (await ledger.Settle(ledger.BillOf("P1", inScope: 50))).OrThrow();

        var reason = Assert.Single(alone.Reasons, static reason => reason.Is(DrawRefusal.NotAMember));
        Assert.Equal(ledger.NetworkOf("N2"), reason.Network);
    }

    [Fact]
    public async Task What_was_served_in_time_is_not_paid_once_the_authorization_is_over()
    {
        await using var ledger = await Bound();
        await Add(ledger, to: ledger.Today);
        _time.Jump(TimeSpan.FromDays(1));

        var draw = await ledger.Network("N1").Draw(
            ledger.DrawOf("P1", 50) with { ServiceDate = ledger.Today.AddDays(-1) });

        Assert.True(draw.Refusal?.Is(DrawRefusal.AuthorizationOver));
        Assert.Empty((await ledger.ViewOf("P1")).Networks);
    }

    [Fact]
    public async Task A_binding_made_again_may_repeat_the_beginning_that_is_past()
    {
        await using var ledger = await Bound();
        await ledger.RemoveMember("N1", "P1");
        var from = ledger.Today;
        await Add(ledger, from);
        _time.Jump(TimeSpan.FromDays(3));

        await Add(ledger, from, to: from.AddDays(30));
        var other = await ledger.Network("N1").AddMember(ledger.AddOf("P1") with { From = from.AddDays(1) });

        var member = Assert.Single((await ledger.ViewOfNetwork("N1")).Members);
        Assert.Equal((from, from.AddDays(30)), (member.From, member.To));
        Assert.True(other.Refusal?.Is(NetworkRefusal.BeginOutOfRange));
    }

    [Fact]
    public async Task Where_the_area_says_how_long_an_authorization_lasts_it_ends_by_itself_and_no_later()
    {
        await using var ledger = await TestLedger.Start(time: _time, policies: ChangedPacks.With(
            "liaoning.json", "\"authorization_months\": \"none\"", "\"authorization_months\": 12"));
        await ledger.Enrol("F1", area: "210399");
        await ledger.Enrol("P1", area: "210399");
        await ledger.FormNetwork("N1", "F1", "P1");

        var member = Assert.Single((await ledger.ViewOfNetwork("N1")).Members);
        var longer = await ledger.Network("N1").AddMember(
            ledger.AddOf("P1") with { To = new DateOnly(2027, 5, 20) });

        Assert.Equal((null, new DateOnly(2027, 5, 19)), (member.From, member.To));
        Assert.True(longer.Refusal?.Is(NetworkRefusal.AuthorizationTooLong));
        Assert.Equal("2027-05-20 > 2027-05-19", longer.Refusal?.Value);
    }

    static async Task Add(TestLedger ledger, DateOnly? from = null, DateOnly? to = null) =>
        (await ledger.Network("N1").AddMember(ledger.AddOf("P1") with { From = from, To = to })).OrThrow();

    async Task<TestLedger> Bound()
    {
        var ledger = await TestLedger.Start(time: _time);
        await ledger.Enrol("F1", yuan: 1000);
        await ledger.Enrol("P1");
        await ledger.FormNetwork("N1", "F1", "P1");
        return ledger;
    }
}
