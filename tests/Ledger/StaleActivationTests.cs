using Gongji.Families;
using Gongji.Institutions;
using Gongji.People;

namespace Gongji.Tests.Ledger;

/// <summary>Two hosts over one journal, as after a partition: the journal alone decides.</summary>
public sealed class StaleActivationTests
{
    [Fact]
    public async Task A_second_activation_of_a_grain_loses_at_its_next_append_and_books_nothing()
    {
        var store = new MemoryJournalStore();
        await using var one = await TestLedger.Start(store);
        await using var other = await TestLedger.Start(store.Another());
        await one.Enrol("P1", yuan: 1000);
        Assert.Equal(1000, await other.BalanceOf("P1"));
        (await one.Settle(one.BillOf("P1", inScope: 100), "one/1")).OrThrow();

        var bill = one.BillOf("P1", inScope: 50, visit: "V9");
        var late = await Record.ExceptionAsync(() => other.Settle(bill, "other/1"));

        Assert.IsType<OutcomeUnknownException>(late);
        Assert.Equal(900, await other.BalanceOf("P1"));
        (await other.Settle(bill, "other/1")).OrThrow();
        Assert.Equal(850, await other.BalanceOf("P1"));
    }

    [Fact]
    public async Task A_stale_person_finds_out_instead_of_answering_a_settlement_that_another_activation_undid()
    {
        var store = new MemoryJournalStore();
        await using var one = await TestLedger.Start(store);
        await using var other = await TestLedger.Start(store.Another());
        await one.Enrol("P1", yuan: 100);
        var settle = one.SettleOf(one.BillOf("P1", inScope: 40), "one/1");
        var receipt = (await one.Person("P1").Settle(settle)).OrThrow();
        (await other.Person("P1").Settle(settle)).OrThrow();
        await one.Reverse(receipt);

        var stale = await Record.ExceptionAsync(() => other.Person("P1").Settle(settle));
        var again = await other.Person("P1").Settle(settle);

        Assert.IsType<OutcomeUnknownException>(stale);
        Assert.True(again.Refusal?.Is(OperationRefusal.Undone));
    }

    [Fact]
    public async Task A_stale_network_that_knows_no_draw_finds_out_instead_of_refusing_for_ever()
    {
        var store = new MemoryJournalStore();
        var watched = new WatchedJournalStore(store);
        await using var one = await TestLedger.Start(watched);
        await using var other = await TestLedger.Start(store.Another());
        await one.Enrol("F1", yuan: 500);
        await one.Enrol("P1");
        await one.FormNetwork("N1", "F1", "P1");
        (await other.Network("N1").View(other.Today)).OrThrow();
        var receipt = (await one.Settle(one.BillOf("P1", inScope: 100))).OrThrow();
        await watched.Written("person.delivered.2", 1);

        var capture = new Capture(receipt.Settlement, 1, NetworkId.Of("N1"), receipt.Aid);
        var stale = await Record.ExceptionAsync(() => other.Network("N1").Capture(capture));

        Assert.IsType<OutcomeUnknownException>(stale);
        Assert.False((await other.Network("N1").Capture(capture)).IsRefused);
    }

    [Fact]
    public async Task A_stale_network_finds_out_instead_of_saying_what_a_member_was_to_its_funder()
    {
        await using var hosts = await StaleHosts.Start();
        await hosts.One.AddMember("N1", "P1", relation: Relation.Sibling);

        var tie = await hosts.FindsOut(static other => other.Network("N1").TieTo(PersonNo.Of("P1")));

        Assert.Equal(Relation.Sibling, Assert.Single(tie.OrThrow().Said).Relation);
    }

    [Fact]
    public async Task A_stale_person_finds_out_instead_of_telling_networks_of_an_insurance_and_a_list_of_before()
    {
        await using var hosts = await StaleHosts.Start();
        await hosts.Other.ViewOf("P1");
        await hosts.One.AddMember("N1", "P1");
        await hosts.One.End("P1");

        var standing = await hosts.FindsOut(static other => other.Person("P1").Standing(other.Today));

        Assert.Equal(InsuranceStatus.Ended, standing.Insurance?.Status);
        Assert.Equal([NetworkId.Of("N1")], standing.Networks);
    }

    [Fact]
    public async Task A_stale_person_finds_out_instead_of_refusing_a_network_for_want_of_room_in_the_list()
    {
        await using var hosts = await StaleHosts.Start("P1");
        await hosts.One.RemoveMember("N1", "P1");

        var joined = await hosts.FindsOut(
            static other => other.Person("P1").JoinNetwork(NetworkId.Of("N2"), networksMax: 1, binding: 1));

        Assert.False(joined.IsRefused);
        Assert.Equal([NetworkId.Of("N2")], (await hosts.Other.ViewOf("P1")).Networks);
    }

    [Fact]
    public async Task A_stale_person_finds_out_instead_of_keeping_a_network_that_is_to_be_left()
    {
        const int withoutNumber = 0;
        await using var hosts = await StaleHosts.Start();
        await hosts.Other.ViewOf("P1");
        await hosts.One.Person("P1").JoinNetwork(NetworkId.Of("N1"), networksMax: null, withoutNumber);

        await hosts.FindsOut(
            static other => other.Person("P1").LeaveNetwork(NetworkId.Of("N1"), wasMember: true, withoutNumber));

        Assert.Empty((await hosts.Other.ViewOf("P1")).Networks);
    }

    [Fact]
    public async Task A_quote_that_a_stale_funder_refuses_is_unknown_and_right_when_it_is_asked_again()
    {
        await using var hosts = await StaleHosts.Start("P1");
        await hosts.One.BlockAccount("F1");
        await hosts.FindsOut(static other => other.Person("F1").Standing(other.Today));
        await hosts.One.UnblockAccount("F1");
        var settle = hosts.Other.SettleOf(hosts.Other.BillOf("P1", inScope: 50));

        var quoted = await hosts.FindsOut(other => other.Person("P1").PreSettle(settle));

        Assert.Equal(50, quoted.OrThrow().Aid.Yuan);
    }

    /// <summary>Whoever is stale knows of no work that another activation has begun, and would be woken for nothing for
    /// ever.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_is_woken_for_work_that_another_activation_began_finds_out(bool isNetwork)
    {
        await using var hosts = await StaleHosts.Start("P1");
        await hosts.Other.ViewOf("F1");
        (await hosts.One.Network("N1").Draw(hosts.One.DrawOf("P1", 60))).OrThrow();

        await hosts.FindsOut(async other =>
        {
            await (isNetwork ? other.Network("N1").Attend() : other.Person("F1").Attend());
            return Done.It;
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stale_network_finds_out_instead_of_refusing_what_a_member_may_draw_now(bool onlyQuoted)
    {
        await using var hosts = await StaleHosts.Start();
        await hosts.One.AddMember("N1", "P1", new MemberLimits(PerUse: Money.Zero));
        await hosts.FindsOut(static other => other.Network("N1").View(other.Today));
        await hosts.One.AddMember("N1", "P1");

        var granted = await hosts.FindsOut(other => onlyQuoted
            ? other.Network("N1").Quote(other.DrawOf("P1", 60))
            : other.Network("N1").Draw(other.DrawOf("P1", 60)));

        Assert.Equal(60, granted.OrThrow().Amount.Yuan);
    }

    [Fact]
    public async Task A_stale_funder_finds_out_instead_of_refusing_what_the_account_has_now()
    {
        await using var hosts = await StaleHosts.Start();
        await hosts.One.Enrol("F2");
        await hosts.Other.ViewOf("F2");
        await hosts.One.Credit("F2", 60, hosts.One.Today.Year);

        var held = await hosts.FindsOut(
            static other => other.Person("F2").Hold(other.HoldOf("N1", other.DrawOf("P1", 60))));

        Assert.Equal(60, held.OrThrow().Amount.Yuan);
    }

    [Fact]
    public async Task A_stale_network_finds_out_instead_of_keeping_a_member_whose_authorization_has_ended()
    {
        await using var hosts = await StaleHosts.Start();
        await hosts.One.AddMember("N1", "P1");
        await hosts.One.End("P1");

        var view = await hosts.FindsOut(static other => other.Network("N1").View(other.Today));

        Assert.Single(view.OrThrow().Released);
    }

    [Fact]
    public async Task A_stale_network_finds_out_instead_of_refusing_to_remove_a_member()
    {
        await using var hosts = await StaleHosts.Start();
        await hosts.One.AddMember("N1", "P1");
        var remove = new RemoveMember(hosts.One.NewOperation(), PersonNo.Of("P1"), UnbindReason.Divorce);

        var removed = await hosts.FindsOut(other => other.Network("N1").RemoveMember(remove));

        removed.OrThrow();
        Assert.Empty((await hosts.Other.ViewOf("P1")).Networks);
    }

    [Fact]
    public async Task A_stale_viewer_finds_out_instead_of_showing_a_code_after_the_view_has_ended()
    {
        var store = new MemoryJournalStore();
        await using var one = await TestLedger.Start(store);
        await using var other = await TestLedger.Start(store.Another());
        await one.Enrol("M1");
        await one.BindView("M1", "C1");
        (await other.Person("M1").MayShow(PersonNo.Of("C1"))).OrThrow();
        (await one.Person("M1").EndView(new EndView(one.NewOperation(), PersonNo.Of("C1")))).OrThrow();

        var stale = await Record.ExceptionAsync(() => other.Person("M1").MayShow(PersonNo.Of("C1")));
        var again = await other.Person("M1").MayShow(PersonNo.Of("C1"));

        Assert.IsType<OutcomeUnknownException>(stale);
        Assert.True(again.Refusal?.Is(ViewRefusal.Unknown));
    }

    [Fact]
    public async Task A_stale_person_finds_out_instead_of_refusing_to_undo_a_settlement_that_it_does_not_know()
    {
        await using var hosts = await StaleHosts.Start();
        await hosts.Other.ViewOf("F1");
        var receipt = (await hosts.One.Settle(hosts.One.BillOf("F1", inScope: 40))).OrThrow();
        var reverse = new Reverse(hosts.One.NewOperation(), receipt.Settlement, receipt.Bill.Visit);

        var reversal = await hosts.FindsOut(other => other.Person("F1").Reverse(reverse));

        Assert.Equal(receipt.Settlement, reversal.OrThrow().Original.Settlement);
    }

    [Fact]
    public async Task What_a_stale_person_shows_is_what_is_so_now()
    {
        await using var hosts = await StaleHosts.Start();
        var credit = await hosts.AfterCredit(static other => other.ViewOf("F1"));
        Assert.Equal(120, credit.Historic.Yuan + credit.Current.Yuan);

        var statement = await hosts.AfterCredit(static async other =>
            (await other.Person("F1").Statement(DateTimeOffset.MinValue, DateTimeOffset.MaxValue)).OrThrow());
        Assert.Equal(140, statement.Lines[^1].Balance.Yuan);

        var operation = hosts.One.NewOperation();
        await hosts.Other.ViewOf("F1");
        var block = new BlockAccount(operation, BlockReason.Lost);
        (await hosts.One.Person("F1").BlockAccount(block)).OrThrow();
        Assert.True((await hosts.FindsOut(other => other.Person("F1").FindOperation(operation.Id))).Known);
    }

    [Fact]
    public async Task What_a_stale_institution_says_that_it_was_is_what_is_so_now()
    {
        await using var hosts = await StaleHosts.Start();
        var institution = hosts.One.BillOf("P1", inScope: 1).Institution;
        var profile = new InstitutionProfile(
            institution.Code, "A", institution.Area, InstitutionKind.Hospital, 1, []);
        Task<Answer<InstitutionHistory>> Ask(TestLedger ledger) =>
            ledger.Grains.Institution(profile.Code).History();
        Task<Answer<Confirmation>> Register(int level) => hosts.One.Grains.Institution(profile.Code).Register(
            new RegisterInstitution(hosts.One.NewOperation(), profile with { Level = level }));
        (await Register(1)).OrThrow();
        (await Ask(hosts.Other)).OrThrow();
        (await Register(3)).OrThrow();

        var history = await hosts.FindsOut(Ask);

        Assert.Equal(3, history.OrThrow().On(hosts.One.Today)!.Profile.Level);
    }
}
