using Gongji.Journal.Entries;
using Gongji.People;
using Gongji.Proof.Proving;

namespace Gongji.Tests.Simulation;

/// <summary>One run: a population, some clients, hosts and faults; then everything comes up, and the books must
/// hold.</summary>
sealed class Run
{
    /// <summary>The most clients that a run has.</summary>
    public const int ClientsMax = 5;

    /// <summary>How many operations each client asks for.</summary>
    public const int OperationsEach = 12;

    /// <summary>Every uncertain outcome is closed within this time of all parties being up.</summary>
    static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    readonly Omission _without;
    readonly Beginning _beginning;
    readonly World _world;
    readonly Faults _faults;
    readonly Cluster _cluster;
    readonly Place _clients;
    readonly WorldTime _time;
    readonly List<Request> _history = [];
    readonly IGrains _grains;
    readonly Codes _codes;
    readonly Visits _visits;
    readonly Mistakes? _mistakes;

    public Run(ulong seed, bool tellStory = false, Omission? without = null)
    {
        _without = without ?? Omission.Nothing;
        _beginning = Beginning.Of(isNewYear: seed % 5 == 0, isMistaken: seed % 4 == 1);
        _world = new World(seed, _beginning.End) { Story = tellStory ? [] : null };
        _faults = new Faults(_world.Dice, _without.Faults);
        _cluster = new Cluster(_world, _faults);
        _clients = new Place(_world, "client");
        _time = new WorldTime(_world);
        _grains = _cluster.GrainsFor(_clients, _time);
        _codes = new Codes(_world.Dice.Another(), _grains, _time, _cluster.Disk.Watcher.Codes);
        var gateway = new Gateway(_grains, _time, _cluster.Disk.Watcher);
        _visits = new Visits(_world.Dice.Another(), _grains, _time, gateway, _codes, _cluster.Disk.Watcher);
        _mistakes = seed % 4 == 1 ? new Mistakes(_world.Dice.Another(), _grains, _time, _history) : null;
    }

    /// <inheritdoc cref="Disk.Lie"/>
    public Func<Entry, Entry>? Lie
    {
        get => _cluster.Disk.Lie;
        init => _cluster.Disk.Lie = value;
    }

    public IReadOnlyList<string> Story => _world.Story ?? [];

    /// <exception cref="Exception">The ledger broke a promise.</exception>
    public Totals Go()
    {
        Begin();
        Until(_clients.Run(() => Task.Delay(TimeSpan.FromMilliseconds(1), _time)));

        _faults.AreOn = true;
        var clients = Enumerable.Range(1, _world.Dice.Between(2, ClientsMax)).Select(n =>
        {
            var client = new Client(_cluster, _time, _grains, _codes, _visits, _mistakes, $"c{n}", _history);
            return _clients.Run(() => client.Work(OperationsEach, _without.OperationsOf(n)));
        });
        var work = Task.WhenAll([.. clients]);
        var trouble = _clients.Run(() => Trouble(work));
        Until(work);

        _faults.AreOn = false;
        Until(trouble);
        foreach (var host in _cluster.Hosts)
        {
            host.Time.Wrong = TimeSpan.Zero;
        }
        // The bound begins when the last request is in.
        Until(_clients.Run(() => Task.Delay(LastIn, _time)));
        Until(_clients.Run(() => Task.Delay(Bound, _time)));
        _cluster.Disk.Watcher.CheckDone();
        Until(_clients.Run(AskAgain));
        Until(_clients.Run(AskNetworks));
        Until(_clients.Run(LookAtAll));
        // A stale activation that was asked again drew anew before it found out; that is given back in time as well.
        Until(_clients.Run(() => Task.Delay(Bound, _time)));
        _cluster.Disk.Watcher.CheckDone();
        _cluster.Disk.Watcher.CheckLists();
        CheckHistory();
        var totals = Totals.Of(_cluster, _history);
        foreach (var code in totals.Refusals.Keys)
        {
            Watcher.Check(!Untold.Never.ContainsKey(code), $"somebody is told {code}, which can't be");
        }
        Until(_clients.Run(ProveBooks));
        return totals;
    }

    /// <summary>After this no request is on its way any more.</summary>
    TimeSpan LastIn => TimeSpan.FromMilliseconds(
        _faults.Struck.ContainsKey(Faults.RequestVeryLate) ? Faults.VeryLateMax : Faults.LateMax)
        + TimeSpan.FromSeconds(10);

    void Begin()
    {
        foreach (var (operation, about, command) in _beginning.Asked)
        {
            _cluster.Disk.Watcher.Oracle.Hear(operation, about, command, _world.Now);
        }
        foreach (var entry in _beginning.Entries)
        {
            _cluster.Disk.Begin(entry);
        }
    }

    void Until(Task task) => _world.RunUntil(task, () => _cluster.Disk.Broken);

    /// <summary>Ends when the last trouble is over.</summary>
    async Task Trouble(Task work)
    {
        var lasting = new List<Task>();
        while (!work.IsCompleted)
        {
            await Task.Delay(_world.Dice.Milliseconds(1, 100), _time);
            lasting.AddRange(LastingTrouble());
            for (var host = 0; host < _cluster.Hosts.Count; host++)
            {
                if (_faults.Strikes(Faults.HostCrash))
                {
                    _cluster.Crash(host);
                }
                if (_faults.Strikes(Faults.HostStops))
                {
                    lasting.Add(_cluster.Stop(host));
                }
                if (_faults.Strikes(Faults.ClockJump))
                {
                    _cluster.Hosts[host].Time.Wrong = TimeSpan.FromSeconds(_world.Dice.Between(-600, 600));
                }
            }
        }
        await Task.WhenAll(lasting);
    }

    IEnumerable<Task> LastingTrouble()
    {
        if (_faults.Strikes(Faults.HostStands))
        {
            yield return _cluster.Stand(_world.Dice.Below(_cluster.Hosts.Count), ForAWhile());
        }
        if (_faults.Strikes(Faults.NetworkCut))
        {
            string[] ends = [_clients.Name, .. _cluster.Hosts.Select(static host => host.Place.Name)];
            var one = _world.Dice.Below(ends.Length);
            var other = (one + _world.Dice.Between(1, ends.Length - 1)) % ends.Length;
            yield return _cluster.Cut(ends[one], ends[other], ForAWhile());
        }
        if (_faults.Strikes(Faults.DatabaseAway))
        {
            yield return _cluster.TakeAway(_world.Dice.Below(_cluster.Disk.Store.Databases), ForAWhile());
        }
    }

    TimeSpan ForAWhile() => TimeSpan.FromSeconds(_world.Dice.Between(1, 60));

    async Task ProveBooks()
    {
        var proof = await Prover.Prove(
            null, [.. _cluster.Heads], true, _cluster.Disk.Store, TestSeals.Trust, _time, null, CancellationToken.None);
        var report = proof.Report;
        if (!report.IsClean || report.Open.Count > 0)
        {
            var findings = string.Join("; ", report.Findings) + string.Join("; ", report.Open);
            throw new InvalidOperationException($"the books don't hold: {findings}");
        }
    }

    /// <summary>Whatever was acknowledged gets the same answer again while it stands, and hears when it was
    /// undone.</summary>
    async Task AskAgain()
    {
        foreach (var request in _history.Where(static request => request.Answer is Confirmation
            || (request.Answer is Receipt && request.What == "settle")))
        {
            request.LastSent = _world.Now;
            var again = await Certain(request.Send);
            _cluster.Disk.Hears(request, again);
            if (!IsSame(request.Answer!, again))
            {
                throw new InvalidOperationException(
                    $"{request.Operation} was answered {request.Answer}, and is now answered {again}");
            }
        }
    }

    bool IsSame(object first, object again) => (first, again) switch
    {
        (Receipt receipt, _) when _cluster.Disk.Watcher.IsUndone(receipt.Bill.Person, receipt.Settlement) =>
            again is Refusal undone && undone.Is(OperationRefusal.Undone),
        (Receipt receipt, Receipt same) => SameReceipt(receipt, same),
        (Confirmation done, Confirmation same) => done with { Already = same.Already } == same,
        _ => false,
    };

    /// <summary>Whoever asks a network who its members are hears of nobody whose authorization is over, unless a person
    /// can't be asked: one whose activation lost its journal unknown to itself says so once.</summary>
    async Task AskNetworks()
    {
        var today = ChinaTime.DayOf(_world.Now);
        foreach (var network in Population.Networks)
        {
            await Certain(() => _grains.Network(network).View(today));
            var view = await Certain(() => _grains.Network(network).View(today));
            _cluster.Disk.Watcher.CheckMembers(view.OrThrow(), today);
        }
    }

    /// <summary>In the end everybody is shown what the paper says of them.</summary>
    async Task LookAtAll()
    {
        foreach (var request in new Readings(_world.Dice.Another(), _grains, _time, _history).OfAll())
        {
            (request.FirstSent, request.LastSent) = (_world.Now, _world.Now);
            _cluster.Disk.Watcher.Hear(request);
            _cluster.Disk.Hears(request, await Certain(request.Send));
        }
    }

    /// <summary>An activation that lost its journal unknown to itself says so once.</summary>
    static async Task<T> Certain<T>(Func<Task<T>> ask)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await ask();
            }
            catch (OutcomeUnknownException) when (tries < 3)
            {
            }
        }
    }

    static bool SameReceipt(Receipt one, Receipt other) =>
        (one.Settlement, one.At, one.PoolPay, one.Own, one.Aid, one.Cash, one.BalanceAfter, one.EqualTo)
        == (other.Settlement, other.At, other.PoolPay, other.Own, other.Aid, other.Cash, other.BalanceAfter,
            other.EqualTo);

    /// <summary>An acknowledged operation is in the journal, at a moment between question and answer; a refused one of
    /// which no copy is under way is not.</summary>
    void CheckHistory()
    {
        foreach (var request in _history.Where(static request => request.What is not ("ask" or "look")))
        {
            var places = _cluster.Disk.Watcher.Operations.GetValueOrDefault(request.Operation) ?? [];
            if (places.Count > 1)
            {
                throw new InvalidOperationException($"{request.Operation} is recorded {places.Count} times");
            }
            CheckPlace(request, places);
            if (request.Answer is Refusal refusal)
            {
                _cluster.Disk.Watcher.Codes.CheckRefusal(request, refusal);
            }
        }
    }

    void CheckPlace(Request request, List<(GrainKey, long)> places)
    {
        switch (request.Answer)
        {
            case Receipt when request.What == "settle":
            case ReversalReceipt reversal when reversal.Operation == request.Operation:
            case Confirmation:
                if (places.Count == 0)
                {
                    throw new InvalidOperationException($"{request.Operation} was acknowledged and is not there");
                }
                var durableAt = _cluster.Disk.DurableAt[places[0]];
                if (durableAt < request.FirstSent || durableAt > request.AnsweredAt)
                {
                    throw new InvalidOperationException($"{request.Operation} was answered before it was durable");
                }
                break;
            case Refusal refusal when !refusal.Is(ReverseRefusal.NoSuchOperation) && !request.MayStillArrive:
                if (places.Count > 0)
                {
                    throw new InvalidOperationException($"{request.Operation} was refused and is in the journal");
                }
                break;
        }
    }
}
