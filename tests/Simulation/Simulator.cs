using System.Diagnostics;
using System.Globalization;

namespace Gongji.Tests.Simulation;

/// <summary><c>simulate --seconds N [--seed S]</c> runs seed after seed; <c>simulate --replay S</c> tells one run
/// step by
/// step.</summary>
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
        return RunFor(TimeSpan.FromSeconds(seconds), first);
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

    static int RunFor(TimeSpan time, ulong first)
    {
        var totals = new Totals();
        var clock = Stopwatch.StartNew();
        for (var seed = first; clock.Elapsed < time; seed++)
        {
            try
            {
                totals.Add(new Run(seed).Go());
            }
            catch (Exception exception)
            {
                Console.WriteLine($"seed {seed} fails: {exception.Message}");
                Console.WriteLine($"see it step by step: ./simulate --replay {seed}");
                Print(totals, clock.Elapsed);
                return 1;
            }
        }
        Print(totals, clock.Elapsed);
        return 0;
    }

    static void Print(Totals totals, TimeSpan elapsed)
    {
        Console.WriteLine(
            $"{totals.Seeds} seeds, {totals.Settlements} settlements, {totals.Requests} requests, "
            + $"{totals.Unknown} left unknown, no failure in {elapsed.TotalSeconds:0} s");
        foreach (var (what, count) in totals.Struck.Concat(totals.Kinds))
        {
            Console.WriteLine($"  {what,-30}{count,10}");
        }
    }
}

/// <summary>What many runs did.</summary>
sealed class Totals
{
    public int Seeds { get; private set; }

    public int Settlements { get; private set; }

    public int Requests { get; private set; }

    public int Unknown { get; private set; }

    public SortedDictionary<string, int> Struck { get; } = new(StringComparer.Ordinal);

    /// <summary>How often each kind of event was recorded.</summary>
    public SortedDictionary<string, int> Kinds { get; } = new(StringComparer.Ordinal);

    public Totals Add(RunResult run)
    {
        Seeds++;
        Settlements += run.Settlements;
        Requests += run.Requests;
        Unknown += run.Unknown;
        Add(run.Struck, Struck);
        Add(run.Kinds, Kinds);
        return this;
    }

    static void Add(IReadOnlyDictionary<string, int> counts, SortedDictionary<string, int> sums)
    {
        foreach (var (what, count) in counts)
        {
            sums[what] = sums.GetValueOrDefault(what) + count;
        }
    }
}
