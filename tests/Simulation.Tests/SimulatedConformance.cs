using Gongji.Tests.Support.Conformance;

namespace Gongji.Tests.SimulationTests;

public sealed class SimulatedConformance : LedgerConformance
{
    const ulong Seeds = 10;

    protected override Task On(Func<ConformingLedger, Task> test) => OnEverySeed(test);

    internal static Task OnEverySeed(Func<TimedLedger, Task> test)
    {
        for (var seed = 1ul; seed <= Seeds; seed++)
        {
            var failure = Record.Exception(() => SimulatedLedger.Run(seed, test));
            Assert.True(failure is null, $"seed {seed}: {failure}");
        }
        // A test that strayed from the world's one thread would not end alike twice.
        Assert.Equal(SimulatedLedger.Run(1, test), SimulatedLedger.Run(1, test));
        return Task.CompletedTask;
    }
}

public sealed class SimulatedTimedConformance : TimedConformance
{
    protected override Task On(Func<TimedLedger, Task> test) => SimulatedConformance.OnEverySeed(test);
}
