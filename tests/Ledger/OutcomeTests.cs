using Gongji.Families;
using Gongji.Journal.Codec;
using Gongji.Ledger.Books;
using Gongji.Ledger.People.Funder;
using Gongji.Ledger.People.Patient;
using Gongji.People;

namespace Gongji.Tests.Ledger;

/// <summary>What a patient answers to those who hold money for a settlement, and what they make of it.</summary>
public sealed class OutcomeTests
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    static readonly NetworkId First = NetworkId.Of("N1");

    [Fact]
    public async Task A_settlement_that_nobody_knows_is_barred_before_it_is_told_as_refused()
    {
        await using var ledger = await TestLedger.Start();
        await ledger.Enrol("P1", yuan: 100);
        var command = ledger.SettleOf(ledger.BillOf("P1", inScope: 40));

        var outcome = await ledger.Person("P1").OutcomeOf(command.Settlement, 1, First);
        (await ledger.Person("P1").Settle(command)).OrThrow();

        Assert.Equal(OutcomeKind.Refused, outcome.Kind);
        Assert.Equal(2, await AttemptOf(ledger));
    }

    [Fact]
    public async Task A_settlement_that_is_being_decided_is_told_so_and_its_old_holds_stay()
    {
        var (calls, time) = (new SpiedCalls(), new ManualTime(TestLedger.Clock.GetUtcNow()));
        await using var ledger = await WithTwoFunders(calls, time);
        var command = ledger.SettleOf(ledger.BillOf("P1", inScope: 100));
        calls.CloseFor(GrainKey.Person(PersonNo.Of("F2")));
        var settling = ledger.Person("P1").Settle(command);
        await calls.Arrived(1).WaitAsync(Soon);

        time.Jump(TimeSpan.FromSeconds(10));
        var outcome = await ledger.Person("P1").OutcomeOf(command.Settlement, 1, First);
        await ledger.Network("N1").Attend();
        await ledger.Person("F1").Attend();
        var held = (await ledger.Person("F1").View(ledger.Today)).OrThrow().Held;
        var open = (await ledger.Network("N1").View(ledger.Today)).OrThrow().OpenDraws;
        calls.Open();

        Assert.Equal(OutcomeKind.Deciding, outcome.Kind);
        Assert.Equal(30, held.Yuan);
        Assert.Single(open);
        Assert.Equal(60, (await settling).OrThrow().Aid.Yuan);
        Assert.Equal(1, await AttemptOf(ledger));
    }

    [Fact]
    public async Task A_settlement_that_was_given_up_asks_no_further_network_when_a_late_answer_comes()
    {
        var (calls, time) = (new SpiedCalls(), new ManualTime(TestLedger.Clock.GetUtcNow()));
        await using var ledger = await WithTwoFunders(calls, time);
        calls.CloseFor(GrainKey.Person(PersonNo.Of("F1")));
        var settling = ledger.Settle(ledger.BillOf("P1", inScope: 100));
        await calls.Arrived(1).WaitAsync(Soon);

        time.Pass(TimeSpan.FromSeconds(5));
        var answer = await settling.WaitAsync(Soon);
        calls.Open();
        await calls.Answered(GrainKey.Network(First)).WaitAsync(Soon);
        // The turn in which the answer came has ended when the first of these runs, what follows from it when the
        // second does.
        await ledger.Person("P1").View(ledger.Today);
        await ledger.Person("P1").View(ledger.Today);

        Assert.True(answer.Refusal?.Is(SettleRefusal.AidNoAnswer));
        Assert.DoesNotContain(
            (GrainKey.Network(NetworkId.Of("N2")), typeof(Answer<Granted>)), calls.Seen);
    }

    [Fact]
    public async Task A_quote_waits_for_relatives_no_longer_than_a_settlement_does()
    {
        var (calls, time) = (new SpiedCalls(), new ManualTime(TestLedger.Clock.GetUtcNow()));
        await using var ledger = await WithTwoFunders(calls, time);
        calls.CloseFor(GrainKey.Person(PersonNo.Of("F1")));
        var quoting = ledger.Person("P1").PreSettle(ledger.SettleOf(ledger.BillOf("P1", inScope: 100)));
        await calls.Arrived(1).WaitAsync(Soon);

        await time.WaitedFor(TimeSpan.FromSeconds(5)).WaitAsync(Soon);
        time.Pass(TimeSpan.FromSeconds(5));
        var ended = await Record.ExceptionAsync(() => quoting.WaitAsync(Soon));
        calls.Open();

        Assert.Null(ended);
        Assert.True((await quoting).Refusal?.Is(SettleRefusal.AidNoAnswer));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Relatives_whose_commit_failed_or_is_unknown_are_asked_again_and_hold_once(bool isDurable)
    {
        var store = Unlucky(isDurable);
        await using var ledger = await WithFunder(store);

        store.Failures = 2;
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 50))).OrThrow();

        Assert.True(store.Failures <= 0);
        Assert.Equal((30, 20), (receipt.Aid.Yuan, receipt.Cash.Yuan));
        Assert.Equal(1, await AttemptOf(ledger));
        Assert.Single(await EventsOf(ledger), static each => each is HoldPlaced);
    }

    [Fact]
    public async Task A_settlement_whose_relatives_stay_out_of_reach_is_refused_with_nothing_booked()
    {
        var store = Unlucky(isDurable: false);
        await using var ledger = await WithFunder(store);
        var bill = ledger.BillOf("P1", inScope: 50);

        store.Failures = int.MaxValue;
        var refused = await ledger.Settle(bill, "H/2207/1");
        store.Failures = 0;
        var settled = (await ledger.Settle(bill, "H/2207/1")).OrThrow();

        Assert.True(refused.Refusal?.Is(SettleRefusal.AidNoAnswer));
        Assert.Equal(30, settled.Aid.Yuan);
        Assert.Equal(2, await AttemptOf(ledger));
    }

    [Fact]
    public async Task What_was_set_aside_while_aid_was_asked_for_is_neither_held_nor_left_set_aside()
    {
        var calls = new SpiedCalls();
        await using var ledger = await TestLedger.Start(neighbours: calls);
        calls.To = ledger.Host;
        await ledger.Enrol("P1", yuan: 50);
        await ledger.Enrol("F1", yuan: 30);
        await ledger.Enrol("C1");
        await ledger.FormNetwork("N1", "F1", "P1");
        await ledger.FormNetwork("NP", "P1", "C1");
        calls.CloseFor(GrainKey.Person(PersonNo.Of("F1")));
        var settling = ledger.Settle(ledger.BillOf("P1", inScope: 70));
        await calls.Arrived(1).WaitAsync(Soon);

        var child = (await ledger.Settle(ledger.BillOf("C1", inScope: 20))).OrThrow();
        calls.Open();
        var receipt = (await settling).OrThrow();
        var credit = new CreditAccount(
            ledger.NewOperation(), Money.FromFen(20_00), ledger.Today.Year, CreditSource.Opening);
        (await ledger.Person("P1").Credit(credit)).OrThrow();
        var later = (await ledger.Settle(ledger.BillOf("C1", inScope: 20))).OrThrow();

        Assert.Equal((0, 20), (child.Aid.Yuan, child.Cash.Yuan));
        Assert.Equal((50, 20, 0), (receipt.Own.Yuan, receipt.Aid.Yuan, receipt.Cash.Yuan));
        Assert.Equal(20, later.Aid.Yuan);
    }

    [Fact]
    public async Task An_operation_that_became_another_command_while_relatives_were_asked_is_refused_and_frees_them()
    {
        var (calls, time) = (new SpiedCalls(), new ManualTime(TestLedger.Clock.GetUtcNow()));
        await using var ledger = await WithTwoFunders(calls, time);
        calls.CloseFor(GrainKey.Person(PersonNo.Of("F1")));
        var command = ledger.SettleOf(ledger.BillOf("P1", inScope: 100));
        var settling = ledger.Person("P1").Settle(command);
        await calls.Arrived(1).WaitAsync(Soon);

        var credit = new CreditAccount(
            command.Operation, Money.FromFen(20_00), ledger.Today.Year, CreditSource.Opening);
        (await ledger.Person("P1").Credit(credit)).OrThrow();
        calls.Open();
        var settled = await settling;
        time.Jump(TimeSpan.FromSeconds(10));
        await ledger.Network("N1").Attend();
        await ledger.Person("F1").Attend();

        Assert.True(settled.Refusal?.Is(OperationRefusal.IdUsedForOtherContent));
        Assert.Equal(20, (await ledger.Person("P1").View(ledger.Today)).OrThrow().Current.Yuan);
        Assert.Equal(0, (await ledger.Person("F1").View(ledger.Today)).OrThrow().Held.Yuan);
    }

    /// <summary>A journal that fails at what relatives write when they are drawn on.</summary>
    static FailingJournalStore Unlucky(bool isDurable) => new(new MemoryJournalStore())
    {
        Among = static entry => entry.Kind is "person.hold_placed.2" or "network.drawn.1",
        WritesBeforeFailing = isDurable,
    };

    static async Task<TestLedger> WithFunder(FailingJournalStore store)
    {
        var ledger = await TestLedger.Start(store);
        await ledger.Enrol("P1");
        await ledger.Enrol("F1", yuan: 30);
        await ledger.FormNetwork("N1", "F1", "P1");
        return ledger;
    }

    static async Task<TestLedger> WithTwoFunders(SpiedCalls calls, TimeProvider time)
    {
        var ledger = await TestLedger.Start(time: time, neighbours: calls);
        calls.To = ledger.Host;
        await ledger.Enrol("P1");
        foreach (var n in (string[])["1", "2"])
        {
            await ledger.Enrol("F" + n, yuan: 30);
            await ledger.FormNetwork("N" + n, "F" + n, "P1");
        }
        return ledger;
    }

    /// <summary>The attempt that committed.</summary>
    static async Task<int> AttemptOf(TestLedger ledger) =>
        (await EventsOf(ledger)).OfType<Settled>().Single().Attempt;

    static async Task<IReadOnlyList<IGrainEvent>> EventsOf(TestLedger ledger) =>
        await ledger.Store.ReadByGrain().Select(static placed => EventKinds.Decode(placed.Entry).Event).ToListAsync();
}
