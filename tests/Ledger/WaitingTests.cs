using Gongji.Families;
using Gongji.People;

namespace Gongji.Tests.Ledger;

/// <summary>Who waits while a relative's side is asked for somebody else's settlement, and for how long.</summary>
public sealed class WaitingTests : IDisposable
{
    readonly SteppedScheduler _step = new();
    readonly SpiedCalls _calls = new();
    readonly ManualTime _time = MailboxLedger.Noon();
    readonly TestLedger _ledger;

    public WaitingTests()
    {
        _ledger = _step.Run(() => TestLedger.Start(time: _time, neighbours: _calls, scheduler: _step));
        _calls.To = _ledger.Host;
        _step.Run(async () =>
        {
            await _ledger.Enrol("P1");
            await _ledger.Enrol("F1", yuan: 30);
            await _ledger.FormNetwork("N1", "F1", "P1");
        });
        _calls.CloseFor(GrainKey.Person(_ledger.PersonOf("F1")));
    }

    public void Dispose()
    {
        _step.RunAll(_calls.Open);
        _step.Run(async () => await _ledger.DisposeAsync());
    }

    [Fact]
    public void Whoever_takes_nothing_of_benefits_or_accounts_does_not_wait_for_relatives()
    {
        var aided = Aided("V1");

        var cash = _step.Run(() => Settle(CashOnly("V2")));
        _calls.Open();

        Assert.Equal(45, cash.OrThrow().Cash.Yuan);
        Assert.Equal(30, _step.AnswerOf(aided).OrThrow().Aid.Yuan);
    }

    [Fact]
    public void It_is_booked_once_though_it_comes_again()
    {
        var aided = Aided("V1");
        var command = CashOnly("V2");
        _step.Run(() => Settle(command)).OrThrow();

        var again = _step.Run(() => Settle(command));
        var pressed = _step.Start(() => Settle(
            _ledger.SettleOf(command.Bill) with { UseAccount = false }));
        var waits = !pressed.IsCompleted;
        _calls.Open();

        Assert.Equal(command.Settlement, again.OrThrow().Settlement);
        Assert.True(waits);
        Assert.Equal(command.Settlement, _step.AnswerOf(pressed).OrThrow().Settlement);
        Assert.False(_step.AnswerOf(aided).IsRefused);
    }

    [Fact]
    public void Whoever_is_behind_names_the_equal_settlement_that_passed_meanwhile()
    {
        var aided = Aided("V1");
        var cash = CashOnly("V2");
        cash = cash with { Bill = cash.Bill with { Digest = _ledger.BillOf("P1", inScope: 50, visit: "V1").Digest } };

        var passed = _step.Run(() => Settle(cash)).OrThrow();
        _calls.Open();

        Assert.Null(passed.EqualTo);
        Assert.Equal(passed.Settlement, _step.AnswerOf(aided).OrThrow().EqualTo);
    }

    [Fact]
    public void What_was_undone_is_told_as_undone_though_it_comes_beside_another_one()
    {
        var command = CashOnly("V2");
        var first = _step.Run(() => Settle(command)).OrThrow();
        var pressed = _ledger.SettleOf(command.Bill) with { UseAccount = false };
        _step.Run(() => Settle(pressed)).OrThrow();
        _step.Run(() => _ledger.Reverse(first));
        var aided = Aided("V1");

        var again = _step.Run(() => Settle(pressed));
        _calls.Open();

        Assert.True(again.Refusal?.Is(OperationRefusal.Undone));
        Assert.False(_step.AnswerOf(aided).IsRefused);
    }

    [Theory]
    [InlineData("V1", 0, false, "it may be the one that is being decided")]
    [InlineData("V2", 20, false, "it counts towards the deductible")]
    [InlineData("V2", 0, true, "it may take from the account")]
    public void Whoever_takes_something_waits_for_the_turn(string visit, decimal inScope, bool useAccount, string why)
    {
        var aided = Aided("V1");

        var other = _step.Start(() => Settle(
            _ledger.SettleOf(_ledger.BillOf("P1", inScope, ownExpense: 45, visit)) with { UseAccount = useAccount }));
        var waits = !other.IsCompleted;
        _calls.Open();

        Assert.True(waits, why);
        Assert.False(_step.AnswerOf(aided).IsRefused);
        Assert.Equal(visit == "V1", _step.AnswerOf(other).IsRefused);
    }

    [Fact]
    public void What_is_refused_in_its_turn_is_refused_there()
    {
        var aided = Aided("V1");
        var future = CashOnly("V2");
        future = future with { Bill = future.Bill.On(_ledger.Today.AddDays(1)) };

        var refused = _step.Start(() => Settle(future));
        var waits = !refused.IsCompleted;
        _calls.Open();

        Assert.True(waits);
        Assert.True(_step.AnswerOf(refused).Refusal?.Is(SettleRefusal.InTheFuture));
        Assert.False(_step.AnswerOf(aided).IsRefused);
    }

    [Fact]
    public void Nobody_waits_longer_for_the_relatives_of_all_who_came_before_than_for_those_of_one()
    {
        Task<Answer<Receipt>>[] aided = [Aided("V1"), Aided("V2"), Aided("V3")];
        var plain = _step.Start(() => Settle(
            _ledger.SettleOf(_ledger.BillOf("P1", inScope: 20, visit: "V4")) with { UseAccount = false }));

        _step.RunAll(() => _time.Pass(TimeSpan.FromSeconds(5)));

        Assert.All(aided, each => Assert.True(_step.AnswerOf(each).Refusal?.Is(SettleRefusal.AidNoAnswer)));
        Assert.Equal(20, _step.AnswerOf(plain).OrThrow().Cash.Yuan);
        // For whom no time was left, nobody was asked.
        Assert.Single(_calls.Seen, (GrainKey.Network(_ledger.NetworkOf("N1")), typeof(Answer<Granted>)));
    }

    Task<Answer<Receipt>> Aided(string visit) =>
        _step.Start(() => _ledger.Settle(_ledger.BillOf("P1", inScope: 50, visit: visit)));

    Settle CashOnly(string visit) =>
        _ledger.SettleOf(_ledger.BillOf("P1", inScope: 0, ownExpense: 45, visit)) with { UseAccount = false };

    Task<Answer<Receipt>> Settle(Settle command) => _ledger.Person("P1").Settle(command);
}
