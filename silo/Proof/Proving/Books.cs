using Gongji.Journal.Entries;
using Gongji.Ledger.Books;
using Gongji.Ledger.People.OwnAccount;
using Gongji.Ledger.People.Patient;

namespace Gongji.Proof.Proving;

/// <summary>What is summed over all grains while they are read one after another: as much as there are accounts, areas,
/// networks and open things, however many entries there are.</summary>
/// <param name="notesAid">Whether steps of aid are noted one by one, instead of being summed, which needs no memory for
/// each.</param>
/// <param name="youngSince">See <see cref="BindingEnds"/>.</param>
sealed class Books(bool notesAid = false, DateTimeOffset? youngSince = null)
{
    readonly Dictionary<string, (Int128 Debit, Int128 Credit)> _classes = [];
    readonly Dictionary<AreaCode, AreaPayers> _areas = [];
    readonly Dictionary<string, AidSums> _aid = [];
    readonly Dictionary<string, long> _grains = [];
    readonly List<Finding> _findings = [];
    readonly List<OpenItem> _open = [];
    readonly List<AidNote> _notes = [];
    readonly BindingEnds _bindings = new(youngSince);
    DateTimeOffset? _newest;
    Int128 _held;
    long _findingCount;

    public long Entries { get; private set; }

    public long Grains { get; private set; }

    public long SnapshotsCompared { get; set; }

    public long SnapshotsUnused { get; set; }
    public Decisions Decisions { get; set; }

    public IReadOnlyList<AidNote> Notes => _notes;

    public KeptBindings OpenBindings => _bindings.Kept;

    /// <summary>Whether what is read now counts. It doesn't when an earlier proof has counted it already.</summary>
    public bool IsCounting { get; set; } = true;

    /// <summary>What earlier proofs found, less what is open in grains that are proven anew.</summary>
    public void Recall(KeptProof kept, IReadOnlySet<GrainKey> anew)
    {
        var report = kept.Report;
        _bindings.Recall(kept.Bindings, anew);
        (Entries, Grains) = (report.Entries, report.GrainsByKind.Values.Sum());
        (_newest, _held) = (report.Newest, report.Held);
        foreach (var (kind, count) in report.GrainsByKind)
        {
            _grains[kind] = count;
        }
        foreach (var sum in report.Accounts)
        {
            _classes[sum.Class] = (sum.Debit, sum.Credit);
        }
        foreach (var area in report.PayersByArea)
        {
            _areas[area.Area] = area;
        }
        _open.AddRange(report.Open.Where(item => !anew.Contains(item.Grain)));
    }

    /// <summary>Adds what was summed over other grains.</summary>
    public void Add(Books other)
    {
        (Entries, Grains) = (Entries + other.Entries, Grains + other.Grains);
        SnapshotsCompared += other.SnapshotsCompared;
        SnapshotsUnused += other.SnapshotsUnused;
        Decisions += other.Decisions;
        _newest = Later(_newest, other._newest);
        _held += other._held;
        foreach (var (kind, count) in other._grains)
        {
            _grains[kind] = _grains.GetValueOrDefault(kind) + count;
        }
        foreach (var (name, sum) in other._classes)
        {
            var (debit, credit) = _classes.GetValueOrDefault(name);
            _classes[name] = (debit + sum.Debit, credit + sum.Credit);
        }
        foreach (var (area, paid) in other._areas)
        {
            _areas[area] = _areas.TryGetValue(area, out var sum) ? sum.Add(paid) : paid;
        }
        foreach (var (network, sums) in other._aid)
        {
            AidOf(network).Add(sums);
        }
        _open.AddRange(other._open);
        _bindings.Add(other._bindings);
        _notes.AddRange(other._notes);
        _findingCount += other._findingCount;
        _findings.AddRange(other._findings);
    }

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
        if (IsCounting)
        {
            Entries++;
            _newest = Later(_newest, entry.At);
        }
    }

    public void CountGrain(string kind)
    {
        Grains++;
        _grains[kind] = _grains.GetValueOrDefault(kind) + 1;
    }

    public void Post(Posting[] postings)
    {
        foreach (var posting in IsCounting ? postings : [])
        {
            var name = ClassOf(posting.Account);
            var (debit, credit) = _classes.GetValueOrDefault(name);
            _classes[name] = posting.Side switch
            {
                Side.Debit => (debit + posting.Amount.Fen, credit),
                Side.Credit => (debit, credit + posting.Amount.Fen),
            };
        }
    }

    public void Hold(Account account) => _held += account.Total.Fen;

    /// <summary>Undoes what an earlier proof has held of an account.</summary>
    public void Release(Account account) => _held -= account.Total.Fen;

    public void Leave(OpenItem item) => _open.Add(item);

    public void Leave(OpenBinding open) => _bindings.Leave(open);

    /// <summary>Takes what an entry says of one end of a binding.</summary>
    /// <param name="before">What the grain had before; null for nothing.</param>
    /// <param name="now">What it has from that entry on; null for nothing.</param>
    public void Bind(BindingEnd? before, BindingEnd? now, Recorded recorded)
    {
        if (!IsCounting)
        {
            return;
        }
        if (before is not null)
        {
            _bindings.Take(before with { Sign = -before.Sign, Sequence = recorded.Sequence }, recorded.At);
        }
        if (now is not null)
        {
            _bindings.Take(now, recorded.At);
        }
    }

    public void JudgeBindings()
    {
        foreach (var end in _bindings.Differing())
        {
            Find(ProofCheck.BindingDiffers, end.Grain, end.Sequence, end.Alone);
        }
    }

    public void Note(AidNote note)
    {
        if (!IsCounting)
        {
            return;
        }
        if (notesAid)
        {
            _notes.Add(note);
        }
        else
        {
            AidOf(note.Network.Value).Take(note);
        }
    }

    /// <summary>Networks whose own side, funder and patients don't tell the same: something is open or wrong.</summary>
    public HashSet<string> NetworksThatDiffer() =>
        [.. _aid.Where(static item => !item.Value.Agree).Select(static item => item.Key)];

    /// <summary>All grains that told of some networks, and the last entry in which they did.</summary>
    /// <returns>Null when there are findings: what can't follow was told to nobody.</returns>
    public IReadOnlyDictionary<GrainKey, long>? TellersOf(HashSet<string> networks) => _findingCount > 0
        ? null
        : networks.SelectMany(network => _aid[network].Tellers)
            .GroupBy(static teller => teller.Grain)
            .ToDictionary(static grain => grain.Key, static grain => grain.Max(static teller => teller.Last));

    /// <param name="sign">1 for a settlement, -1 for its reversal.</param>
    public void Pay(Settled settled, int sign)
    {
        if (!IsCounting)
        {
            return;
        }
        var area = settled.Insurance.Area.PoolingArea;
        var paid = new AreaPayers(
            area,
            sign > 0 ? 1 : 0,
            sign > 0 ? 0 : 1,
            sign * settled.Bill.Amounts.Total.Fen,
            sign * settled.PoolPay.Fen,
            sign * Fen(settled.Own, static part => part.Amount),
            sign * Fen(settled.Aid, static part => part.Amount),
            sign * settled.Cash.Fen);
        _areas[area] = _areas.TryGetValue(area, out var sum) ? sum.Add(paid) : paid;
    }

    public static Int128 Fen<T>(T[] parts, Func<T, Money> amount)
    {
        var sum = Int128.Zero;
        foreach (var part in parts)
        {
            sum += amount(part).Fen;
        }
        return sum;
    }

    public ProofReport Report(TimeSpan elapsed, TimeSpan bound, DateTimeOffset? since)
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
            [.. _open.OrderBy(static item => item.Grain.Value, StringComparer.Ordinal)
                .ThenBy(static item => item.Sequence)],
            SnapshotsCompared,
            SnapshotsUnused,
            [.. _findings.OrderBy(static found => found.Grain?.Value, StringComparer.Ordinal)
                .ThenBy(static found => found.Sequence)
                .Take(ProofReport.FindingsMax)],
            _findingCount,
            elapsed,
            since)
        {
            Decisions = Decisions,
        };
    }

    AidSums AidOf(string network)
    {
        if (!_aid.TryGetValue(network, out var sums))
        {
            _aid[network] = sums = new AidSums();
        }
        return sums;
    }

    static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one > other ? one : other ?? one;

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
        _ when account.EndsWith("/owed", StringComparison.Ordinal) => "owed by persons",
        _ when account.StartsWith("person/", StringComparison.Ordinal) => "own accounts",
        _ when account.StartsWith("fund/", StringComparison.Ordinal) => "pooled funds",
        _ when account.StartsWith("aid/", StringComparison.Ordinal) => "aid in transit",
        _ when account.StartsWith("contributions/", StringComparison.Ordinal) => "contributions",
        _ when account.EndsWith("/receivable", StringComparison.Ordinal) => "institutions' receivables",
        _ when account.EndsWith("/cash", StringComparison.Ordinal) => "cash",
        _ => "unknown",
    };
}
