using Gongji.Tests.Simulation;

namespace Gongji.Tests.SimulationTests;

public sealed class ShrinkingTests
{
    [Fact]
    public void Whatever_a_failure_does_not_need_is_left_out()
    {
        static bool Needs(Omission less) =>
            !less.Operations.Contains((2, 7)) && !less.Operations.Contains((4, 0)) && !less.Faults.Contains(Fault);

        var without = Shrinking.Shrink(
            "PA pays 12.30 for S-c1-4", less => Needs(less) ? $"PB pays {less.Operations.Count} for S-c2-7" : null);

        Assert.Equal((Run.ClientsMax * Run.OperationsEach) - 2, without.Operations.Count);
        Assert.Equal(Faults.AllKinds.Except([Fault]).Order(), without.Faults.Order());
    }

    [Fact]
    public void A_run_that_fails_in_another_way_is_another_story()
    {
        var without = Shrinking.Shrink("the books don't hold", static _ => "PA holds 12.30, posted were 7 fen");

        Assert.Empty(without.Operations);
        Assert.Empty(without.Faults);
    }

    [Fact]
    public void Two_jobs_do_what_one_does()
    {
        var (one, two) = (new Seeds(1, 12, TimeSpan.MaxValue), new Seeds(1, 12, TimeSpan.MaxValue));

        one.Work();
        var jobs = new[] { new Thread(two.Work), new Thread(two.Work) };
        Array.ForEach(jobs, static job => job.Start());
        Array.ForEach(jobs, static job => job.Join());

        Assert.Equal(12, one.Totals.Seeds);
        Assert.Equal(one.Totals.Kinds, two.Totals.Kinds);
        Assert.Equal(one.Totals.Refusals, two.Totals.Refusals);
    }

    const string Fault = Faults.ReplyLost;
}
