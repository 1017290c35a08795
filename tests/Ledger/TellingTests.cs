using Gongji.Client.Calls;
using Gongji.Families;

namespace Gongji.Tests.Ledger;

/// <summary>A person hears of each end of a binding, and no sweep is needed.</summary>
public sealed class TellingTests : IDisposable
{
    readonly SteppedScheduler _step = new();
    readonly FirstWaits _calls = new();
    readonly TestLedger _ledger;

    public TellingTests()
    {
        _ledger = _step.Run(() => TestLedger.Start(
            time: MailboxLedger.Noon(), neighbours: _calls, scheduler: _step));
        _calls.To = _ledger.Host;
        _step.Run(async () =>
        {
            await _ledger.Enrol("P1");
            await _ledger.Enrol("F1", yuan: 30);
            await _ledger.FormNetwork("N1", "F1", "P1");
        });
    }

    public void Dispose() => _step.Run(async () => await _ledger.DisposeAsync());

    [Fact]
    public void An_end_that_comes_while_the_one_before_is_being_told_is_told_too()
    {
        // The addition asks the person too, after the first end is on its way.
        _calls.KeepNext = GrainKey.Person(_ledger.PersonOf("P1"));
        var removed = _step.Start(Remove);
        var added = _step.Start(() => _ledger.Network("N1").AddMember(_ledger.AddOf("P1")));
        var again = _step.Start(Remove);

        _step.RunAll(_calls.LetGo);

        Assert.All([removed, added, again], answer => _step.AnswerOf(answer).OrThrow());
        Assert.Empty(_step.Run(() => _ledger.ViewOf("P1")).Networks);
    }

    Task<Answer<Confirmation>> Remove() => _ledger.Network("N1").RemoveMember(
        new RemoveMember(_ledger.NewOperation(), _ledger.PersonOf("P1"), UnbindReason.Authorizer));

    /// <summary>Keeps one call on its way.</summary>
    sealed class FirstWaits : ICalls
    {
        readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ICalls To { get; set; } = null!;

        public GrainKey? KeepNext { get; set; }

        public void LetGo() => _go.SetResult();

        public async Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class
        {
            if (KeepNext == key)
            {
                KeepNext = null;
                await _go.Task;
            }
            return await To.Call(key, call);
        }
    }
}
