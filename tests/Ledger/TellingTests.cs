using Gongji.Client.Calls;
using Gongji.Families;

namespace Gongji.Tests.Ledger;

/// <summary>A person hears of each end of a binding, and no sweep is needed.</summary>
public sealed class TellingTests : IDisposable
{
    readonly SteppedScheduler _step = new();
    readonly FirstWaits _calls = new();
    readonly HeldJournalStore _store = new(new MemoryJournalStore(lanes: 16));
    readonly TestLedger _ledger;

    public TellingTests()
    {
        _ledger = _step.Run(() => TestLedger.Start(
            _store, MailboxLedger.Noon(), neighbours: _calls, scheduler: _step));
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
        Assert.Empty(Networks());
    }

    [Fact]
    public void An_end_is_told_when_it_is_durable()
    {
        _store.Hold(GrainKey.Network(_ledger.NetworkOf("N1")));
        var removed = _step.Start(Remove);
        var early = Networks();

        _step.RunAll(() => _store.LetGo(GrainKey.Network(_ledger.NetworkOf("N1"))));

        _step.AnswerOf(removed).OrThrow();
        Assert.Single(early);
        Assert.Empty(Networks());
    }

    [Fact]
    public void Who_could_not_be_told_is_told_when_aid_is_asked_for()
    {
        _calls.FailNext = GrainKey.Person(_ledger.PersonOf("P1"));
        _step.Run(Remove).OrThrow();
        var early = Networks();

        _step.Run(() => _ledger.Settle(_ledger.BillOf("P1", inScope: 20))).OrThrow();

        Assert.Single(early);
        Assert.Empty(Networks());
    }

    NetworkId[] Networks() => _step.Run(() => _ledger.ViewOf("P1")).Networks;

    Task<Answer<Confirmation>> Remove() => _ledger.Network("N1").RemoveMember(
        new RemoveMember(_ledger.NewOperation(), _ledger.PersonOf("P1"), UnbindReason.Authorizer));

    /// <summary>Keeps one call on its way, or loses it.</summary>
    sealed class FirstWaits : ICalls
    {
        readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ICalls To { get; set; } = null!;

        public GrainKey? KeepNext { get; set; }

        public GrainKey? FailNext { get; set; }

        public void LetGo() => _go.SetResult();

        public async Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class
        {
            if (KeepNext == key)
            {
                KeepNext = null;
                await _go.Task;
            }
            if (FailNext == key)
            {
                FailNext = null;
                throw new TimeoutException("lost");
            }
            return await To.Call(key, call);
        }
    }
}
