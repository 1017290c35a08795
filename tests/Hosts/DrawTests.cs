using Gongji.Families;
using Gongji.People;
using Gongji.Policy;
using Gongji.Settling;

namespace Gongji.Tests.Hosts;

/// <summary>What a network grants its members, and what counts against their limits.</summary>
public sealed class DrawTests
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task One_use_is_no_more_than_its_limit()
    {
        await using var ledger = await WithNetwork(new MemberLimits(PerUse: Money.FromFen(20_00)));

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 100))).OrThrow();

        Assert.Equal((20, 80), (receipt.Aid.Yuan, receipt.Cash.Yuan));
    }

    [Fact]
    public async Task A_member_who_was_removed_pays_in_cash()
    {
        await using var ledger = await WithNetwork();
        (await ledger.Network("N1").RemoveMember(new RemoveMember(ledger.NewOperation(), PersonNo.Of("P1")))).OrThrow();

        var draw = await ledger.Network("N1").Draw(DrawOf(ledger, 60));
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 100))).OrThrow();

        Assert.True(draw.Refusal?.Is(DrawRefusal.NotAMember));
        Assert.Equal(100, receipt.Cash.Yuan);
    }

    [Fact]
    public async Task A_use_that_the_funder_has_not_confirmed_is_refused()
    {
        await using var ledger = await WithNetwork();
        var premiums = new ConfirmModes(ledger.NewOperation(), [AidPurpose.Premium]);
        (await ledger.Network("N1").ConfirmModes(premiums)).OrThrow();

        var draw = await ledger.Network("N1").Draw(DrawOf(ledger, 60));

        Assert.True(draw.Refusal?.Is(DrawRefusal.ModeNotConfirmed));
    }

    [Fact]
    public async Task Draws_under_way_count_against_the_limit_of_the_period()
    {
        var calls = new SpiedCalls();
        await using var ledger = await WithNetwork(new MemberLimits(PerPeriod: Money.FromFen(80_00)), calls);
        calls.CloseFor(GrainKey.Person(PersonNo.Of("F1")));
        var first = ledger.Network("N1").Draw(DrawOf(ledger, 60));
        await calls.Arrived(1).WaitAsync(Soon);

        var second = ledger.Network("N1").Draw(DrawOf(ledger, 60, "S2"));
        await calls.Arrived(2).WaitAsync(Soon);
        calls.Open();

        Assert.Equal(60, (await first).OrThrow().Amount.Yuan);
        Assert.Equal(20, (await second).OrThrow().Amount.Yuan);
    }

    [Fact]
    public async Task A_released_draw_counts_against_no_limit()
    {
        await using var ledger = await WithNetwork(new MemberLimits(PerPeriod: Money.FromFen(80_00)));
        (await ledger.Network("N1").Draw(DrawOf(ledger, 60))).OrThrow();
        (await ledger.Network("N1").Release(ReleaseOf(1))).OrThrow();

        var draw = (await ledger.Network("N1").Draw(DrawOf(ledger, 80, "S2"))).OrThrow();

        Assert.Equal(80, draw.Amount.Yuan);
    }

    [Fact]
    public async Task What_was_drawn_and_not_used_counts_against_no_limit()
    {
        await using var ledger = await WithNetwork(new MemberLimits(PerPeriod: Money.FromFen(80_00)));
        (await ledger.Network("N1").Draw(DrawOf(ledger, 60))).OrThrow();
        (await ledger.Network("N1").Capture(CaptureOf(10))).OrThrow();

        var draw = (await ledger.Network("N1").Draw(DrawOf(ledger, 80, "S2"))).OrThrow();

        Assert.Equal(70, draw.Amount.Yuan);
    }

    [Fact]
    public async Task A_higher_attempt_does_not_count_the_lower_one_against_the_limit()
    {
        await using var ledger = await WithNetwork(new MemberLimits(PerPeriod: Money.FromFen(80_00)));
        (await ledger.Network("N1").Draw(DrawOf(ledger, 60))).OrThrow();

        var draw = (await ledger.Network("N1").Draw(DrawOf(ledger, 80, attempt: 2))).OrThrow();

        Assert.Equal(80, draw.Amount.Yuan);
    }

    [Fact]
    public async Task An_attempt_that_was_released_stays_released_when_its_draw_arrives_late()
    {
        var calls = new SpiedCalls();
        await using var ledger = await WithNetwork(calls: calls);
        (await ledger.Network("N1").Draw(DrawOf(ledger, 60))).OrThrow();
        (await ledger.Network("N1").Release(ReleaseOf(1))).OrThrow();

        var before = calls.Seen.Count;
        var late = await ledger.Network("N1").Draw(DrawOf(ledger, 60));

        Assert.True(late.Refusal?.Is(DrawRefusal.AttemptUsed));
        Assert.Equal(before, calls.Seen.Count);
        Assert.Empty((await ledger.Network("N1").View(ledger.Today)).OrThrow().OpenDraws);
    }

    [Fact]
    public async Task More_than_was_drawn_is_not_captured_and_the_funder_is_not_asked()
    {
        var calls = new SpiedCalls();
        await using var ledger = await WithNetwork(calls: calls);
        (await ledger.Network("N1").Draw(DrawOf(ledger, 60))).OrThrow();
        var before = calls.Seen.Count;

        var answer = await ledger.Network("N1").Capture(CaptureOf(61));

        Assert.True(answer.Refusal?.Is(DrawRefusal.NoSuchDraw));
        Assert.Equal(before, calls.Seen.Count);
    }

    [Fact]
    public async Task What_the_funder_refuses_to_capture_stays_open_at_the_network()
    {
        await using var ledger = await WithNetwork();
        (await ledger.Network("N1").Draw(DrawOf(ledger, 60))).OrThrow();
        (await ledger.Person("F1").Release(ReleaseOf(1))).OrThrow();

        var answer = await ledger.Network("N1").Capture(CaptureOf(60));

        Assert.True(answer.Refusal?.Is(DrawRefusal.NoSuchDraw));
        Assert.Single((await ledger.Network("N1").View(ledger.Today)).OrThrow().OpenDraws);
    }

    [Fact]
    public async Task A_settlement_whose_first_attempt_was_forgotten_draws_again()
    {
        await using var ledger = await WithNetwork();
        var command = ledger.SettleOf(ledger.BillOf("P1", inScope: 50));
        var forgotten = DrawOf(ledger, 30) with { Settlement = command.Settlement };
        (await ledger.Network("N1").Draw(forgotten)).OrThrow();

        var receipt = (await ledger.Person("P1").Settle(command)).OrThrow();

        Assert.Equal((50, 0), (receipt.Aid.Yuan, receipt.Cash.Yuan));
    }

    [Fact]
    public async Task One_authorizer_pays_where_the_area_allows_one_and_who_asks_first_hears_the_same()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", area: "140199", yuan: 0);
        foreach (var n in (string[])["1", "2"])
        {
            await ledger.Enrol("F" + n, area: "140199", yuan: 1_010);
            await ledger.FormNetwork("N" + n, "F" + n, "P1");
        }
        var bill = ledger.BillOf("P1", inScope: 50);
        bill = bill with { Institution = bill.Institution with { Area = AreaCode.Of("140100") } };
        var command = ledger.SettleOf(bill);

        var asked = (await ledger.Person("P1").PreSettle(command)).OrThrow();
        var receipt = (await ledger.Person("P1").Settle(command)).OrThrow();

        Assert.Equal((10, 40), (receipt.Aid.Yuan, receipt.Cash.Yuan));
        Assert.Equivalent(receipt.Lines, asked.Lines, strict: true);
    }

    [Fact]
    public async Task An_area_that_wants_all_or_nothing_books_nothing_when_aid_is_short()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", area: "210399");
        await ledger.Enrol("F1", area: "210299", yuan: 10);
        await ledger.FormNetwork("N1", "F1", "P1");
        var bill = ledger.BillOf("P1", inScope: 50);
        bill = bill with { Institution = bill.Institution with { Area = AreaCode.Of("210300") } };

        var answer = await ledger.Settle(bill);

        Assert.True(answer.Refusal?.Is(SettleRefusal.AidTooLittle));
        Assert.Equal(10, await ledger.BalanceOf("F1"));
    }

    static async Task<TestLedger> WithNetwork(MemberLimits? limits = null, SpiedCalls? calls = null)
    {
        var ledger = await TestLedger.Start(neighbours: calls);
        calls?.To = ledger.Host;
        await ledger.Enrol("F1", yuan: 100);
        await ledger.Enrol("P1");
        await ledger.FormNetwork("N1", "F1");
        await ledger.AddMember("N1", "P1", limits);
        return ledger;
    }

    static Draw DrawOf(TestLedger ledger, decimal yuan, string settlement = "S1", int attempt = 1) => new(
        SettlementId.Of(settlement),
        attempt,
        PersonNo.Of("P1"),
        new Insurance(new DateOnly(2020, 1, 1), AreaCode.Of("610199"), PersonKind.Active, InsuranceStatus.Normal),
        Money.TryFromYuan(yuan)!.Value,
        AidPurpose.Payment,
        ledger.Today);

    static Release ReleaseOf(int attempt) =>
        new(SettlementId.Of("S1"), attempt, NetworkId.Of("N1"), PersonNo.Of("P1"));

    static Capture CaptureOf(decimal yuan) =>
        new(SettlementId.Of("S1"), 1, NetworkId.Of("N1"), Money.TryFromYuan(yuan)!.Value);
}
