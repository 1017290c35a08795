using Gongji.Journal.Codec;
using Gongji.Tests.Simulation;

namespace Gongji.Tests.SimulationTests;

public sealed class SimulationTests
{
    const ulong Seeds = 2_000;

    [Fact]
    public void The_ledger_keeps_its_promises_whatever_hosts_network_and_disk_do()
    {
        var totals = new Totals();

        for (var seed = 1ul; seed <= Seeds; seed++)
        {
            var failure = Record.Exception(() => totals.Add(new Run(seed).Go()));
            Assert.True(failure is null, $"./simulate --replay {seed}: {failure?.Message}");
        }

        // A simulation in which nothing went wrong would prove nothing.
        Assert.All(Faults.AllKinds, kind => Assert.True(totals.Struck.GetValueOrDefault(kind) > 100, kind));
        Assert.True(totals.Settlements > 10_000);
        Assert.All(totals.NeverTold, static code => Assert.True(Untold.WhyNot(code) is not null, code));
        Assert.All(EventKinds.All.Keys, kind => Assert.True(totals.Kinds.ContainsKey(kind), kind));
    }

    [Fact]
    public void The_same_seed_is_the_same_run()
    {
        var (one, other) = (new Run(139, tellStory: true), new Run(139, tellStory: true));

        one.Go();
        other.Go();

        Assert.Equal(one.Story, other.Story);
        Assert.True(one.Story.Count > 100);
    }
}
