using System.CommandLine;
using Gongji.LoadTests.Measuring;

namespace Gongji.LoadTests.Commands;

/// <summary>The options of a closed loop.</summary>
sealed class LoopGiven(int callers, int seconds)
{
    public Option<int> Callers { get; } =
        Given.Number("--callers", "Callers that wait for each answer", callers, 1, 100_000);

    public Option<int> WarmUp { get; } =
        Given.Number("--warmup", "Seconds that are not counted", 10, 0, 3_600);

    public Option<int> Seconds { get; } =
        Given.Number("--seconds", "Seconds that are counted", seconds, 1, 86_400);

    public Option<int> Seed { get; } =
        Given.Number("--seed", "Of every choice", 1, 0, 1_000_000_000);

    public void AddTo(Command command)
    {
        command.Add(Callers);
        command.Add(WarmUp);
        command.Add(Seconds);
        command.Add(Seed);
    }

    public LoopOptions Of(ParseResult parsed) => new(
        parsed.GetValue(Callers),
        TimeSpan.FromSeconds(parsed.GetValue(WarmUp)),
        TimeSpan.FromSeconds(parsed.GetValue(Seconds)),
        parsed.GetValue(Seed));
}
