using Gongji.Families;
using Gongji.Ledger.Books;

namespace Gongji.Tests.Ledger;

/// <summary>What is left to do is done side by side: nobody waits for somebody who doesn't answer.</summary>
public sealed class AttendTests : IDisposable
{
    readonly SteppedScheduler _step = new();
    readonly SpiedCalls _calls = new();
    readonly ManualTime _time = MailboxLedger.Noon();
    readonly TestLedger _ledger;

    public AttendTests()
    {
        _ledger = _step.Run(() => TestLedger.Start(time: _time, neighbours: _calls, scheduler: _step));
        _calls.To = _ledger.Host;
        _step.Run(async () =>
        {
            await _ledger.Enrol("P1");
            await _ledger.Enrol("P2");
            await _ledger.Enrol("F1", yuan: 30);
            await _ledger.Enrol("F2", yuan: 30);
            await _ledger.FormNetwork("N1", "F1", "P1", "P2");
            await _ledger.FormNetwork("N2", "F2", "P1");
        });
    }

    public void Dispose()
    {
        _step.RunAll(_calls.Open);
        _step.Run(async () => await _ledger.DisposeAsync());
    }

    [Fact]
    public void A_network_that_does_not_answer_keeps_no_other_one_from_hearing_what_was_settled()
    {
        _calls.CloseFor(NetworkKey("N1"), typeof(Answer<Done>));

        var settled = _step.Run(() => _ledger.Settle(_ledger.BillOf("P1", inScope: 100))).OrThrow();

        Assert.Equal(60, settled.Aid.Yuan);
        Assert.Equal((30, 0), (HeldOf("F1"), HeldOf("F2")));
    }

    [Fact]
    public void What_was_settled_while_a_network_did_not_answer_is_told_to_another_one_at_once()
    {
        _calls.CloseFor(NetworkKey("N1"), typeof(Answer<Done>));
        _step.Run(() => _ledger.Settle(_ledger.BillOf("P1", inScope: 20))).OrThrow();

        _step.Run(() => _ledger.Settle(_ledger.BillOf("P1", inScope: 30, visit: "V2"))).OrThrow();

        Assert.Equal((30, 0), (HeldOf("F1"), HeldOf("F2")));
        Assert.Equal(10, _step.Run(() => _ledger.ViewOf("F2")).Historic.Yuan);
    }

    [Fact]
    public void What_a_network_can_not_be_told_keeps_no_hold_open_that_is_somebody_else_s()
    {
        _calls.CloseFor(NetworkKey("N1"), typeof(Answer<Done>));
        _step.Run(() => _ledger.Settle(_ledger.BillOf("P1", inScope: 20))).OrThrow();
        _step.Run(() => _ledger.Credit("P1", 100, 2025));
        _step.Run(() => _ledger.Person("P1").Hold(_ledger.HoldOf("N9", _ledger.DrawOf("P2", 60, "S9")))).OrThrow();
        _time.Pass(TimeSpan.FromSeconds(5));

        var attending = Attend(_ledger.Person("P1"));

        Assert.False(attending.IsCompleted);
        Assert.Equal(0, HeldOf("P1"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_patient_who_does_not_answer_keeps_nothing_open_that_is_held_for_another(bool isNetwork)
    {
        _step.Run(() => _ledger.Network("N1").Draw(_ledger.DrawOf("P1", 10))).OrThrow();
        _step.Run(() => _ledger.Network("N1").Draw(_ledger.DrawOf("P2", 20, "S2"))).OrThrow();
        _calls.CloseFor(GrainKey.Person(_ledger.PersonOf("P1")));
        _time.Pass(TimeSpan.FromSeconds(5));

        var attending = Attend(isNetwork ? _ledger.Network("N1") : _ledger.Person("F1"));

        Assert.False(attending.IsCompleted);
        Assert.Equal(10, HeldOf("F1"));
    }

    [Fact]
    public void A_member_who_does_not_answer_keeps_nobody_from_settling_when_the_funder_s_insurance_has_ended()
    {
        _step.Run(() => _ledger.End("F1"));
        _calls.CloseFor(GrainKey.Person(_ledger.PersonOf("P2")));

        var settled = _time.Run(() => _ledger.Settle(_ledger.BillOf("P1", inScope: 20)), _step).OrThrow();

        Assert.Contains(settled.Reasons, static why => why.Is(DrawRefusal.FunderInsuranceEnded));
        Assert.DoesNotContain(_ledger.NetworkOf("N1"), _step.Run(() => _ledger.ViewOf("P1")).Networks);
    }

    [Fact]
    public void Whoever_could_not_be_reached_is_asked_nothing_more_and_the_others_are_asked_in_their_order()
    {
        var asked = new List<string>();

        _step.Run(() => Unreachable.ToleratedEach(
            ["a1", "b1", "a2", "c1", "c2", "b2"],
            static item => item[0],
            item =>
            {
                asked.Add(item);
                return item == "c1" ? throw new TimeoutException() : Task.CompletedTask;
            }));

        Assert.Equal(["a1", "a2", "b1", "b2", "c1"], asked);
    }

    [Fact]
    public void So_many_are_asked_at_once_and_no_more()
    {
        var (asked, gate) = (0, new TaskCompletionSource());
        var all = _step.Start(async () =>
        {
            await Unreachable.ToleratedEach(Enumerable.Range(0, 100), static n => n, async _ =>
            {
                asked++;
                await gate.Task;
            });
            return true;
        });
        var atOnce = asked;

        gate.SetResult();

        Assert.True(_step.AnswerOf(all));
        Assert.Equal((64, 100), (atOnce, asked));
    }

    Task<bool> Attend(IAttended grain) => _step.Start(async () =>
    {
        await grain.Attend();
        return true;
    });

    GrainKey NetworkKey(string network) => GrainKey.Network(_ledger.NetworkOf(network));

    decimal HeldOf(string person) => _step.Run(() => _ledger.ViewOf(person)).Held.Yuan;
}
