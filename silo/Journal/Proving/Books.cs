using Gongji.People;

namespace Gongji.Journal.Proving;

/// <summary>What is summed over all grains while they are read one after another: as much as there are accounts, areas,
/// networks and open things, however many entries there are.</summary>
sealed class Books
{
    readonly Dictionary<string, (Int128 Debit, Int128 Credit)> _classes = [];
    readonly Dictionary<AreaCode, AreaPayers> _areas = [];
    readonly Dictionary<string, AidSums> _aid = [];
    readonly Dictionary<string, long> _grains = [];
    readonly List<Finding> _findings = [];
    readonly List<OpenItem> _open = [];
    DateTimeOffset? _newest;
    Int128 _held;
    long _findingCount;

    public long Entries { get; private set; }

    public long Grains { get; private set; }

    public long SnapshotsCompared { get; set; }

    public long SnapshotsUnused { get; set; }

    public void Find(ProofCheck check, GrainKey? grain, long sequence, string what)
    {
        _findingCount++;
        if (_findings.Count < ProofReport.FindingsMax)
        {
            _findings.Add(new Finding(check, grain, sequence, what));
        }
    }

    public void Count(Entry entry)
    {
        Entries++;
        _newest = _newest > entry.At ? _newest : entry.At;
    }

    public void CountGrain(GrainKey grain)
    {
        Grains++;
        _grains[grain.Kind] = _grains.GetValueOrDefault(grain.Kind) + 1;
    }

    public void Post(Posting[] postings)
    {
        foreach (var posting in postings)
        {
            var name = ClassOf(posting.Account);
            var (debit, credit) = _classes.GetValueOrDefault(name);
            _classes[name] = posting.Side == Side.Debit
                ? (debit + posting.Amount.Fen, credit)
                : (debit, credit + posting.Amount.Fen);
        }
    }

    public void Hold(Account account) => _held += account.Balance.Fen;

    public void Leave(OpenItem item) => _open.Add(item);

    public AidSums AidOf(NetworkId network)
    {
        if (!_aid.TryGetValue(network.Value, out var sums))
        {
            _aid[network.Value] = sums = new AidSums();
        }
        return sums;
    }

    /// <summary>Networks whose own side, funder and patients don't tell the same: something is open or wrong.</summary>
    public HashSet<string> NetworksThatDiffer() =>
        [.. _aid.Where(static item => !item.Value.Agree).Select(static item => item.Key)];

    /// <param name="sign">1 for a settlement, -1 for its reversal.</param>
    public void Pay(Settled settled, int sign)
    {
        var area = settled.Insurance.Area.PoolingArea;
        var sum = _areas.GetValueOrDefault(area) ?? new AreaPayers(area, 0, 0, 0, 0, 0, 0, 0);
        _areas[area] = sum with
        {
            Settlements = sum.Settlements + (sign > 0 ? 1 : 0),
            Reversals = sum.Reversals + (sign > 0 ? 0 : 1),
            Total = sum.Total + (sign * settled.Bill.Amounts.Total.Fen),
            Pool = sum.Pool + (sign * settled.PoolPay.Fen),
            Own = sum.Own + (sign * Fen(settled.Own, static part => part.Amount)),
            Aid = sum.Aid + (sign * Fen(settled.Aid, static part => part.Amount)),
            Cash = sum.Cash + (sign * settled.Cash.Fen),
        };
    }

    public static Int128 Fen<T>(IEnumerable<T> parts, Func<T, Money> amount) =>
        parts.Aggregate(Int128.Zero, (sum, part) => sum + amount(part).Fen);

    public ProofReport Report(TimeSpan elapsed, TimeSpan bound)
    {
        CheckMoney();
        foreach (var item in _open.Where(item => _newest - item.Since > bound))
        {
            Find(ProofCheck.LeftOpen, item.Grain, item.Sequence, $"{item.What} has been open since {item.Since:O}");
        }
        return new ProofReport(
            Entries,
            _grains,
            _newest,
            [.. _classes.OrderBy(static item => item.Key, StringComparer.Ordinal)
                .Select(static item => new ClassSum(item.Key, item.Value.Debit, item.Value.Credit))],
            _held,
            [.. _areas.Values.OrderBy(static area => area.Area.Value, StringComparer.Ordinal)],
            _open,
            SnapshotsCompared,
            SnapshotsUnused,
            _findings,
            _findingCount,
            elapsed);
    }

    /// <summary>What ever came in is what own accounts hold, as replay has it, and what ever went out.</summary>
    void CheckMoney()
    {
        var other = Int128.Zero;
        foreach (var (name, (debit, credit)) in _classes)
        {
            other += name == "own accounts" ? Int128.Zero : debit - credit;
        }
        if (other != _held)
        {
            Find(
                ProofCheck.MoneyDiffers,
                null,
                0,
                $"{other} fen came in and did not go out, but own accounts hold {_held} fen");
        }
    }

    static string ClassOf(string account) => account switch
    {
        _ when account.StartsWith("person/", StringComparison.Ordinal) => "own accounts",
        _ when account.StartsWith("fund/", StringComparison.Ordinal) => "pooled funds",
        _ when account.StartsWith("aid/", StringComparison.Ordinal) => "aid in transit",
        _ when account.StartsWith("contributions/", StringComparison.Ordinal) => "contributions",
        _ when account.EndsWith("/receivable", StringComparison.Ordinal) => "institutions' receivables",
        _ when account.EndsWith("/cash", StringComparison.Ordinal) => "cash",
        _ => "unknown",
    };
}
