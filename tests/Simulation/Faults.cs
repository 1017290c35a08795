namespace Gongji.Tests.Simulation;

/// <summary>How often each kind of fault strikes in a run, in a million, and how often it has struck.</summary>
sealed class Faults
{
    readonly Dictionary<string, int> _chances = [];
    readonly Dice _dice;

    /// <summary>Draws the chances of a run: each kind is absent, rare or frequent, by itself.</summary>
    /// <param name="without">Kinds that stay away, whatever was drawn for them.</param>
    public Faults(Dice dice, IReadOnlySet<string> without)
    {
        _dice = dice;
        foreach (var (kind, rare, frequent) in Kinds)
        {
            var chance = dice.Below(3) switch { 0 => 0, 1 => rare, _ => frequent };
            _chances[kind] = without.Contains(kind) ? 0 : chance;
        }
    }

    /// <summary>Kind, chance when rare, chance when frequent.</summary>
    static readonly (string Kind, int Rare, int Frequent)[] Kinds =
    [
        (HostCrash, 200, 2_000),
        (HostStops, 100, 1_000),
        (HostStands, 50, 500),
        (NetworkCut, 50, 500),
        (DatabaseAway, 50, 500),
        (RequestLost, 2_000, 50_000),
        (ReplyLost, 2_000, 50_000),
        (RequestDoubled, 2_000, 50_000),
        (RequestLate, 5_000, 80_000),
        (RequestVeryLate, 200, 2_000),
        (WrongHost, 1_000, 40_000),
        (CommitFails, 1_000, 30_000),
        (CommitUnsaid, 1_000, 30_000),
        (CommitSlow, 5_000, 50_000),
        (SnapshotOld, 10_000, 300_000),
        (SnapshotOdd, 10_000, 100_000),
        (SnapshotDamaged, 10_000, 100_000),
        (WorkListFails, 20_000, 300_000),
        (ClockJump, 100, 1_000),
        (ReadFails, 1_000, 20_000),
    ];

    /// <summary>How late a request is at most, in milliseconds.</summary>
    public const int LateMax = 30_000;

    /// <summary>How late a request is at most that is late by minutes, in milliseconds.</summary>
    public const int VeryLateMax = 300_000;

    public const string HostCrash = "host crash";
    public const string HostStops = "host stop";
    public const string HostStands = "host stands still";
    public const string NetworkCut = "network cut";
    public const string DatabaseAway = "database away";
    public const string RequestLost = "request lost";
    public const string ReplyLost = "reply lost";
    public const string RequestDoubled = "request doubled";
    public const string RequestLate = "request late";
    public const string RequestVeryLate = "request late by minutes";
    public const string WrongHost = "second activation";
    public const string CommitFails = "commit failed";
    public const string CommitUnsaid = "commit not told";
    public const string CommitSlow = "commit slow";
    public const string SnapshotOld = "old snapshot";
    public const string SnapshotOdd = "odd snapshot";
    public const string SnapshotDamaged = "damaged snapshot";
    public const string WorkListFails = "work list failed";
    public const string ClockJump = "clock jump";
    public const string ReadFails = "read failed";

    public static IEnumerable<string> AllKinds => Kinds.Select(static kind => kind.Kind);

    public bool AreOn { get; set; }

    /// <summary>How much longer than without anything may take: a host may have stood still in between, more than once,
    /// or a message may be late by minutes.</summary>
    public TimeSpan Longer =>
        (Struck.ContainsKey(HostStands) ? TimeSpan.FromMinutes(2) : TimeSpan.Zero)
        + (Struck.ContainsKey(RequestVeryLate) ? TimeSpan.FromMilliseconds(VeryLateMax) : TimeSpan.Zero);

    /// <summary>How often each kind struck.</summary>
    public SortedDictionary<string, int> Struck { get; } = new(StringComparer.Ordinal);

    public bool Strikes(string kind)
    {
        if (!AreOn || !_dice.Chance(_chances[kind]))
        {
            return false;
        }
        Struck[kind] = Struck.GetValueOrDefault(kind) + 1;
        return true;
    }
}
