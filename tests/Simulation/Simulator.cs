using System.Diagnostics;
using System.Globalization;

namespace Gongji.Tests.Simulation;

/// <summary><c>simulate --seconds N [--seed S] [--jobs N]</c> runs seed after seed, as many at once as it is told, or
/// <c>--seeds N</c> of them; <c>simulate --replay S</c> tells one run step by step.</summary>
static class Simulator
{
    public static int Main(string[] args)
    {
        var options = new Dictionary<string, string>();
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            options[args[i]] = args[i + 1];
        }
        if (options.TryGetValue("--replay", out var replay))
        {
            return Replay(ulong.Parse(replay, CultureInfo.InvariantCulture));
        }
        var seconds = double.Parse(options.GetValueOrDefault("--seconds", "60"), CultureInfo.InvariantCulture);
        var first = ulong.Parse(options.GetValueOrDefault("--seed", "1"), CultureInfo.InvariantCulture);
        var jobs = int.Parse(options.GetValueOrDefault("--jobs", "1"), CultureInfo.InvariantCulture);
        var last = options.TryGetValue("--seeds", out var seeds)
            ? first + ulong.Parse(seeds, CultureInfo.InvariantCulture) - 1
            : ulong.MaxValue;
        return RunAll(new Seeds(first, last, TimeSpan.FromSeconds(seconds)), jobs);
    }

    static int RunAll(Seeds seeds, int jobs)
    {
        var clock = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, jobs).Select(_ => new Thread(seeds.Work)).ToArray();
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        if (seeds.Failed is var (seed, failure))
        {
            Console.WriteLine($"seed {seed} fails: {failure}");
            TellShortStory(seed, failure);
        }
        Print(seeds.Totals, clock.Elapsed);
        return seeds.Failed is null ? 0 : 1;
    }

    /// <summary>The story of a failing seed, without whatever it fails without.</summary>
    static void TellShortStory(ulong seed, string failure)
    {
        var without = Shrinking.Shrink(failure, less => Seeds.FailureOf(new Run(seed, without: less)));
        var run = new Run(seed, tellStory: true, without);
        var shortened = Seeds.FailureOf(run);
        foreach (var line in run.Story)
        {
            Console.WriteLine(line);
        }
        Console.WriteLine(
            $"that was seed {seed} without {without.Operations.Count} of its operations and without "
            + $"{(without.Faults.Count == 0 ? "a kind of fault less" : string.Join(", ", without.Faults))}; "
            + $"it fails: {shortened}");
        Console.WriteLine($"see the whole of it step by step: ./simulate --replay {seed}");
    }

    static int Replay(ulong seed)
    {
        var run = new Run(seed, tellStory: true);
        try
        {
            Print(new Totals().Add(run.Go()), TimeSpan.Zero);
            return 0;
        }
        catch (Exception exception)
        {
            foreach (var line in run.Story)
            {
                Console.WriteLine(line);
            }
            Console.WriteLine($"seed {seed} fails: {exception}");
            return 1;
        }
    }

    static void Print(Totals totals, TimeSpan elapsed)
    {
        Console.WriteLine(
            $"{totals.Seeds} seeds without a failure, {totals.Settlements} settlements, {totals.Requests} requests, "
            + $"{totals.Unknown} left unknown, in {elapsed.TotalSeconds:0} s");
        Print("faults", totals.Struck);
        Print("calls", totals.Calls);
        Print("refusals and reasons", totals.Refusals);
        Print("events", totals.Kinds);
        Console.WriteLine("not told:");
        foreach (var code in totals.NeverTold)
        {
            Console.WriteLine($"  {code,-40} {Untold.WhyNot(code) ?? "missing"}");
        }
    }

    static void Print(string of, SortedDictionary<string, int> counts)
    {
        Console.WriteLine($"{of}:");
        foreach (var (what, count) in counts)
        {
            Console.WriteLine($"  {what,-40}{count,10}");
        }
    }
}
