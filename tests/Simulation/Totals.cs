using Gongji.People;

namespace Gongji.Tests.Simulation;

/// <summary>What one run did, or many.</summary>
sealed class Totals
{
    public int Seeds { get; private set; }

    public int Settlements { get; private set; }

    public int Requests { get; private set; }

    public int Unknown { get; private set; }

    /// <summary>How often each kind of fault struck.</summary>
    public SortedDictionary<string, int> Struck { get; } = new(StringComparer.Ordinal);

    /// <summary>How often each kind of call was made by clients.</summary>
    public SortedDictionary<string, int> Calls { get; } = new(StringComparer.Ordinal);

    /// <summary>How often each refusal, and each reason of a receipt, was told to a client or to a grain.</summary>
    public SortedDictionary<string, int> Refusals { get; } = new(StringComparer.Ordinal);

    /// <summary>How often each kind of event was recorded.</summary>
    public SortedDictionary<string, int> Kinds { get; } = new(StringComparer.Ordinal);

    /// <summary>The refusals and reasons of the ledger that nobody was told.</summary>
    public IEnumerable<string> NeverTold =>
        RefusalTexts.Of(typeof(Refusal).Assembly).Keys.Where(code => !Refusals.ContainsKey(code)).Order();

    public static Totals Of(Cluster cluster, IReadOnlyCollection<Request> history)
    {
        var watcher = cluster.Disk.Watcher;
        var totals = new Totals
        {
            Seeds = 1,
            Settlements = watcher.Settlements,
            Requests = history.Count,
            Unknown = history.Count(static request => request.Answer is null),
        };
        Add(cluster.Faults.Struck, totals.Struck);
        Add(cluster.Refused, totals.Refusals);
        Add(watcher.Kinds, totals.Kinds);
        foreach (var request in history)
        {
            Add(request.What, 1, totals.Calls);
            foreach (var reason in (request.Answer as Receipt)?.Reasons ?? [])
            {
                Add(reason.Code, 1, totals.Refusals);
            }
            // The gateway says this one by itself.
            if (request.Answer is Refusal { Code: var code } && !cluster.Refused.ContainsKey(code))
            {
                Add(code, 1, totals.Refusals);
            }
        }
        return totals;
    }

    public Totals Add(Totals other)
    {
        Seeds += other.Seeds;
        Settlements += other.Settlements;
        Requests += other.Requests;
        Unknown += other.Unknown;
        Add(other.Struck, Struck);
        Add(other.Calls, Calls);
        Add(other.Refusals, Refusals);
        Add(other.Kinds, Kinds);
        return this;
    }

    static void Add(IReadOnlyDictionary<string, int> counts, SortedDictionary<string, int> sums)
    {
        foreach (var (what, count) in counts)
        {
            Add(what, count, sums);
        }
    }

    static void Add(string what, int count, SortedDictionary<string, int> sums) =>
        sums[what] = sums.GetValueOrDefault(what) + count;
}
