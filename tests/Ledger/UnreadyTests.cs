using Gongji.Client.Calls;
using Gongji.Families;

namespace Gongji.Tests.Ledger;

/// <summary>A network that is not ready for what it is told is told it again.</summary>
public sealed class UnreadyTests : IDisposable
{
    readonly SteppedScheduler _step = new();
    readonly UnreadyCalls _calls = new();
    readonly TestLedger _ledger;

    public UnreadyTests()
    {
        _ledger = _step.Run(
            () => TestLedger.Start(time: MailboxLedger.Noon(), neighbours: _calls, scheduler: _step));
        _calls.To = _ledger.Host;
        _step.Run(async () =>
        {
            await _ledger.Enrol("P1");
            await _ledger.Enrol("F1", yuan: 30);
            await _ledger.FormNetwork("N1", "F1", "P1");
        });
        _calls.Unready = GrainKey.Network(_ledger.NetworkOf("N1"));
    }

    public void Dispose() => _step.Run(async () => await _ledger.DisposeAsync());

    [Fact]
    public void What_a_network_was_not_ready_for_is_told_again()
    {
        _step.Run(() => _ledger.Settle(_ledger.BillOf("P1", inScope: 20))).OrThrow();
        var before = HeldOf("F1");
        _calls.Unready = null;

        _step.Run(() => _ledger.Person("P1").Attend());

        Assert.Equal((20, 0), (before, HeldOf("F1")));
    }

    decimal HeldOf(string person) => _step.Run(() => _ledger.ViewOf(person)).Held.Yuan;

    /// <summary>Carries the calls of grains to one another; a network that is not ready captures and returns
    /// nothing.</summary>
    sealed class UnreadyCalls : ICalls
    {
        public ICalls? To { get; set; }

        public GrainKey? Unready { get; set; }

        public async Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class =>
            key == Unready && typeof(T) == typeof(Answer<Done>)
                ? (T)(object)(Answer<Done>)Refusal.Of(DrawRefusal.NoSuchDraw, "network", key.Value)
                : await To!.Call(key, call);
    }
}
