using System.Globalization;
using System.Text.Json.Nodes;
using Gongji.Hosting.Leases;
using Gongji.Hosting.Options;
using Gongji.Journal.Entries;
using Gongji.People;

namespace Gongji.Tests.Hosting;

/// <summary>What persons are told, and that they are told all of it.</summary>
public abstract partial class NoticeTests : NoticeContract
{
    static readonly string[] Fields =
    [
        "id", "psnNo", "what", "at", "in", "out", "balance", "owed", "settlement", "institution", "area", "relative",
        "network", "relatives", "reason", "credit", "takenBackFor",
    ];

    [ContractFact]
    public async Task Every_movement_is_told_once_to_the_person_whose_account_moved()
    {
        await Family();
        var notifier = await Begun();

        await LiveADay();
        await notifier.Round(default);
        await notifier.Round(default);

        Assert.Equal(
            """
            F1 credited +20.00 -0.00 =120.00 owed 0.00
            P1 settled +0.00 -50.00 =0.00 owed 0.00 H61010000001 610100 [F1 N1 120.00]
            F1 relative_settled +0.00 -120.00 =0.00 owed 0.00 H61010000001 610100 P1 N1
            F1 credit_taken_back +0.00 -0.00 =0.00 owed 20.00 corrected
            P1 reversed +50.00 -0.00 =50.00 owed 0.00 H61010000001 610100 [F1 N1 120.00]
            F1 relative_reversed +120.00 -0.00 =120.00 owed 20.00 H61010000001 610100 P1 N1
            F1 account_blocked +0.00 -0.00 =120.00 owed 20.00 lost
            F1 account_unblocked +0.00 -0.00 =120.00 owed 20.00
            """,
            string.Join('\n', Inbox.Notices.Select(Line)));
    }

    [ContractFact]
    public async Task A_notice_says_what_the_statement_says_and_nothing_of_what_was_treated_or_what_funds_paid()
    {
        var notifier = await Begun();
        await Family();

        await LiveADay();
        await notifier.Round(default);

        string[] statements = [.. await StatementOf("F1"), .. await StatementOf("P1")];
        Assert.Equal(
            statements.Order(StringComparer.Ordinal), Inbox.Notices.Select(Amounts).Order(StringComparer.Ordinal));
        Assert.All(
            Inbox.Notices.SelectMany(static notice => notice.AsObject()), each => Assert.Contains(each.Key, Fields));
    }

    [ContractFact]
    public async Task A_visit_that_moved_no_account_is_no_news()
    {
        await Ledger.Enrol("P1");
        var notifier = await Begun();

        var receipt = (await Ledger.Settle(Ledger.BillOf("P1", inScope: 700))).OrThrow();
        await Ledger.Reverse(receipt);
        await notifier.Round(default);

        Assert.Equal(400, receipt.Cash.Yuan);
        Assert.Empty(Inbox.Notices);
    }

    [ContractFact]
    public async Task A_patient_for_whom_only_relatives_paid_hears_what_they_paid()
    {
        await Ledger.Enrol("P1");
        await Ledger.Enrol("F1", yuan: 100);
        await Ledger.FormNetwork("N1", "F1", "P1");
        var notifier = await Begun();

        (await Ledger.Settle(Ledger.BillOf("P1", inScope: 40))).OrThrow();
        await Journal.Written("person.hold_captured.2", 1);
        await notifier.Round(default);

        Assert.Equal(
            "P1 settled +0.00 -0.00 =0.00 owed 0.00 H61010000001 610100 [F1 N1 40.00]", Line(Inbox.Notices.First()));
    }

    [ContractFact]
    public async Task No_delivery_has_more_notices_than_its_bound_and_all_come_in_order()
    {
        await Ledger.Enrol("P1");
        var notifier = await Begun(notices: new NoticeOptions { BatchMax = 3, Token = "secret-of-the-receiver" });

        await Credit("P1", 7);
        await notifier.Round(default);

        NoticeInbox.Delivery[] deliveries = [await Inbox.Next(), await Inbox.Next(), await Inbox.Next()];
        Assert.Equal([3, 3, 1], deliveries.Select(static delivery => delivery.Notices.Length));
        Assert.Equal(Enumerable.Range(2, 7).Select(static n => $"person/P1/{n}"), Inbox.Ids);
        Assert.All(deliveries, static each => Assert.Equal("Bearer secret-of-the-receiver", each.Authorization));
    }

    [ContractFact]
    public async Task What_was_delivered_when_a_process_died_is_delivered_again_under_the_same_names()
    {
        await Ledger.Enrol("P1");
        var dying = new StoodStill(Journal);
        var notifier = await Begun(dying, new NoticeOptions { BatchMax = 3 });
        await Credit("P1", 7);
        dying.AfterMoves = 1;

        Assert.False(await notifier.Round(default));
        var next = await Begun(notices: new NoticeOptions { BatchMax = 3 });
        Assert.True(await next.Round(default));

        Assert.Equal(
            new[] { 2, 3, 4, 5, 6, 7, 5, 6, 7, 8 }.Select(static n => $"person/P1/{n}"), Inbox.Ids);
    }

    [ContractFact]
    public async Task Only_the_silo_that_has_the_lease_tells_and_the_next_goes_on_where_it_came_to()
    {
        await Ledger.Enrol("P1");
        var (ours, theirs) = (new GivenLease(), new GivenLease());
        var (one, other) = (await Begun(lease: ours), await Begun(lease: theirs));
        ours.IsHeld = true;

        await Credit("P1", 1);
        await other.Round(default);
        Assert.Empty(Inbox.Ids);
        await one.Round(default);
        await Credit("P1", 1);
        (ours.IsHeld, theirs.IsHeld) = (false, true);
        await one.Round(default);
        await other.Round(default);

        Assert.Equal(["person/P1/2", "person/P1/3"], Inbox.Ids);
    }

    [ContractFact]
    public async Task A_silo_that_stops_leaves_the_telling_to_the_next()
    {
        var lease = new GivenLease();
        var notifier = NewNotifier(lease: lease, time: NewTime());
        await notifier.StartAsync(default);

        await notifier.StopAsync(default);

        Assert.Equal(["notices"], lease.Left);
    }

    async Task Family()
    {
        await Ledger.Enrol("F1", yuan: 100);
        await Ledger.Enrol("P1", yuan: 50);
        await Ledger.FormNetwork("N1", "F1", "P1");
    }

    /// <summary>Xi'an, level 2, active: of 700 the pool pays (700 - 200) × 60%, and 230 stay cash.</summary>
    async Task LiveADay()
    {
        var credit = new CreditAccount(
            Ledger.NewOperation(), Money.FromFen(20_00), Ledger.Today.Year - 1, CreditSource.Opening);
        (await Ledger.Person("F1").Credit(credit)).OrThrow();
        var receipt = (await Ledger.Settle(Ledger.BillOf("P1", inScope: 700))).OrThrow();
        Assert.Equal(120, receipt.Aid.Yuan);
        await Journal.Written("person.hold_captured.2", 1);
        (await Ledger.Person("F1").TakeBackCredit(new TakeBackCredit(
            Ledger.NewOperation(), credit.Operation.Id, TakeBackReason.Corrected))).OrThrow();
        await Ledger.Reverse(receipt);
        await Journal.Written("person.hold_returned.2", 1);
        await Ledger.BlockAccount("F1");
        await Ledger.UnblockAccount("F1");
    }

    async Task<IEnumerable<string>> StatementOf(string person) =>
        (await Ledger.Person(person).Statement(DateTimeOffset.MinValue, DateTimeOffset.MaxValue)).OrThrow().Lines
            .Select(line => string.Create(
                CultureInfo.InvariantCulture,
                $"person/{person}/{line.Sequence} {line.What} {line.At:O} +{line.In} -{line.Out} ={line.Balance} "
                + $"owed {line.Owed} {line.Settlement}"));

    static string Amounts(JsonNode notice) => string.Create(
        CultureInfo.InvariantCulture,
        $"{notice["id"]} {notice["what"]} {(DateTimeOffset)notice["at"]!:O} +{notice["in"]} -{notice["out"]} "
        + $"={notice["balance"]} owed {notice["owed"]} {notice["settlement"]}");

    static string Line(JsonNode notice)
    {
        var relatives = string.Join(' ', (notice["relatives"]?.AsArray() ?? []).Select(
            static paid => $"[{paid!["relative"]} {paid["network"]} {paid["amount"]}]"));
        var line = $"{notice["psnNo"]} {notice["what"]} +{notice["in"]} -{notice["out"]} ={notice["balance"]} "
            + $"owed {notice["owed"]} {notice["institution"]} {notice["area"]} {notice["relative"]} "
            + $"{notice["network"]} {relatives} {notice["reason"]} {notice["takenBackFor"]}";
        return string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A process that dies between a delivery and the note of it.</summary>
    sealed class StoodStill(IJournalStore inner) : PassThroughStore(inner)
    {
        public int AfterMoves { get; set; } = int.MaxValue;

        public override Task MoveCursor(string follower, JournalPosition to, CancellationToken stop) =>
            AfterMoves-- > 0 ? base.MoveCursor(follower, to, stop) : throw new IOException("the process died");
    }

    sealed class GivenLease : ILease
    {
        public bool IsHeld { get; set; }

        public List<string> Left { get; } = [];

        public Task<bool> Hold(string work, CancellationToken stop) => Task.FromResult(IsHeld);

        public Task Leave(string work, CancellationToken stop)
        {
            Left.Add(work);
            return Task.CompletedTask;
        }
    }
}
