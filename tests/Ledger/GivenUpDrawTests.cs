using Gongji.Families;

namespace Gongji.Tests.Ledger;

/// <summary>A draw that the patient has given up while the funder was asked leaves the member's limit to others, before
/// the funder answers.</summary>
public sealed class GivenUpDrawTests : IDisposable
{
    readonly SteppedScheduler _step = new();
    readonly SpiedCalls _calls = new();
    readonly TestLedger _ledger;

    public GivenUpDrawTests()
    {
        _ledger = _step.Run(() => TestLedger.Start(
            time: MailboxLedger.Noon(), neighbours: _calls, scheduler: _step));
        _calls.To = _ledger.Host;
        _step.Run(async () =>
        {
            await _ledger.Enrol("P1");
            await _ledger.Enrol("F1", yuan: 100);
            await _ledger.FormNetwork("N1", "F1");
            await _ledger.AddMember("N1", "P1", new MemberLimits(PerPeriod: Money.FromFen(2_000)));
        });
        _calls.CloseFor(GrainKey.Person(_ledger.PersonOf("F1")));
    }

    public void Dispose()
    {
        _step.RunAll(_calls.Open);
        _step.Run(async () => await _ledger.DisposeAsync());
    }

    [Fact]
    public void Another_settlement_has_the_limit_and_the_first_one_nothing_of_it()
    {
        var first = Draw("S1");
        var release = Release(attempt: 1);

        var second = Draw("S2");
        var waits = !second.IsCompleted;
        _step.RunAll(_calls.Open);

        Assert.True(waits);
        Assert.Equal(20, _step.AnswerOf(second).OrThrow().Amount.Yuan);
        Assert.True(_step.AnswerOf(first).IsRefused);
        _step.AnswerOf(release).OrThrow();
    }

    [Fact]
    public void Whoever_gives_up_an_earlier_attempt_leaves_nothing()
    {
        var first = Draw("S1", attempt: 2);
        var release = Release(attempt: 1);

        var second = Draw("S2");

        Assert.True(_step.AnswerOf(second).Refusal?.Is(DrawRefusal.LimitUsedUp));
        _step.RunAll(_calls.Open);
        Assert.Equal(20, _step.AnswerOf(first).OrThrow().Amount.Yuan);
        _step.AnswerOf(release).OrThrow();
    }

    Task<Answer<Granted>> Draw(string settlement, int attempt = 1) => _step.Start(() =>
        _ledger.Network("N1").Draw(_ledger.DrawOf("P1", 20, settlement, attempt)));

    Task<Answer<Done>> Release(int attempt) => _step.Start(() =>
        _ledger.Network("N1").Release(_ledger.ReleaseOf("N1", "P1", "S1", attempt)));
}
