namespace Gongji.LoadTests.Measuring;

/// <summary>How long a load runs, and how hard.</summary>
sealed record LoopOptions(int Callers, TimeSpan WarmUp, TimeSpan Counted, int Seed)
{
    public void Say()
    {
        Report.Line($"callers    {Callers}");
        Report.Line($"seconds    {WarmUp.TotalSeconds} to warm up, {Counted.TotalSeconds} counted");
    }
}
