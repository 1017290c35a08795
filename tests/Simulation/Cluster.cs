using System.Reflection;
using Gongji.Client.Calls;
using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;
using Gongji.Journal.Writing;
using Gongji.Tests.Support.Mailbox;

namespace Gongji.Tests.Simulation;

/// <summary>A host that may crash: the real embedded host with its real lanes, over a faulty store and
/// network.</summary>
sealed class SimulatedHost
{
    public SimulatedHost(Cluster cluster, string name)
    {
        var world = cluster.World;
        Place = new Place(world, name);
        Time = new WorldTime(world);
        var store = new FaultyStore(cluster.Disk, world, cluster.Faults, Time);
        var lanes = new Lanes(store, cluster.Journal, Time, Place, TestSeals.Sealer);
        cluster.Wrote(lanes);
        Host = new MailboxHost(
            lanes,
            NewYear.Policies,
            Time,
            cluster.Embedded,
            Place,
            new Network(cluster, Place, Time));
        _ = Place.Run(() => Host.Run(CancellationToken.None));
    }

    public Place Place { get; }

    public WorldTime Time { get; }

    public MailboxHost Host { get; }
}

/// <summary>Hosts over one disk. A grain has a host, but nothing here makes sure that it has only one.</summary>
sealed class Cluster
{
    static readonly TimeSpan StopMax = TimeSpan.FromSeconds(30);

    readonly SimulatedHost[] _hosts;
    readonly List<Lanes> _lanes = [];
    readonly HashSet<(string, string)> _cut = [];
    readonly WorldTime _time;

    /// <summary>A cluster whose size and habits the dice decide.</summary>
    public Cluster(World world, Faults faults)
        : this(
            new Disk(world, faults, databases: world.Dice.Between(1, 3)),
            world,
            faults,
            JournalOf(world.Dice),
            EmbeddedOf(world.Dice),
            hosts: world.Dice.Between(1, 3))
    {
    }

    /// <summary>The last seal of each lane of all hosts that ever were: what they told when they died has to be there.
    /// </summary>
    public IEnumerable<PlacedHead> Heads => _lanes.SelectMany(static lanes => lanes.Heads);

    public void Wrote(Lanes lanes) => _lanes.Add(lanes);

    public Cluster(
        Disk disk, World world, Faults faults, JournalOptions journal, MailboxOptions embedded, int hosts)
    {
        (Disk, World, Faults, Journal, Embedded) = (disk, world, faults, journal, embedded);
        _time = new WorldTime(world);
        _hosts = new SimulatedHost[hosts];
        for (var i = 0; i < _hosts.Length; i++)
        {
            _hosts[i] = new SimulatedHost(this, $"host{i}");
        }
    }

    public World World { get; }

    public Faults Faults { get; }

    public Disk Disk { get; }

    public JournalOptions Journal { get; }

    public MailboxOptions Embedded { get; }

    public IReadOnlyList<SimulatedHost> Hosts => _hosts;

    /// <summary>How often each refusal reached whoever had called, clients and grains.</summary>
    public SortedDictionary<string, int> Refused { get; } = new(StringComparer.Ordinal);

    public SimulatedHost HostOf(GrainKey key) => Faults.Strikes(Faults.WrongHost)
        ? World.Dice.Pick(_hosts)
        : _hosts[GrainHash.Of(key.Value) % (uint)_hosts.Length];

    /// <summary>A host dies, whatever it is doing, and another one begins in its place.</summary>
    public void Crash(int host)
    {
        World.Tell($"{_hosts[host].Place.Name} crashes");
        _hosts[host].Place.Crash();
        _hosts[host] = new SimulatedHost(this, $"host{host}");
    }

    /// <summary>A host is told to stop, whatever it is doing, and when it has another one begins in its
    /// place.</summary>
    public async Task Stop(int host)
    {
        var old = _hosts[host];
        World.Tell($"{old.Place.Name} stops");
        try
        {
            await old.Place.Run(old.Host.Stop).WaitAsync(StopMax, _time);
        }
        catch (Exception failed) when (failed is TimeoutException or OutcomeUnknownException or IOException)
        {
            // It has waited long enough, or has lost a journal: it goes as it is.
        }
        if (_hosts[host] == old)
        {
            Crash(host);
        }
    }

    /// <summary>A host stands still for a while, and goes on as if nothing had been.</summary>
    public async Task Stand(int host, TimeSpan time)
    {
        var place = _hosts[host].Place;
        World.Tell($"{place.Name} stands still for {time.TotalSeconds} s");
        place.Stand();
        await Task.Delay(time, _time);
        place.Wake();
    }

    /// <summary>Nothing passes between a host and another one, or the clients, for a while.</summary>
    public async Task Cut(string one, string other, TimeSpan time)
    {
        World.Tell($"{one} and {other} are cut off for {time.TotalSeconds} s");
        _cut.Add((one, other));
        _cut.Add((other, one));
        await Task.Delay(time, _time);
        _cut.Remove((one, other));
        _cut.Remove((other, one));
    }

    public bool IsCut(Place one, Place other) => _cut.Contains((one.Name, other.Name));

    /// <summary>Nobody reaches a database for a while.</summary>
    public async Task TakeAway(int database, TimeSpan time)
    {
        World.Tell($"database {database} is away for {time.TotalSeconds} s");
        Disk.Away.Add(database);
        await Task.Delay(time, _time);
        Disk.Away.Remove(database);
    }

    static JournalOptions JournalOf(Dice dice) => new()
    {
        QueueMax = dice.Below(3) == 0 ? dice.Between(2, 6) : 1_000,
        BatchMax = dice.Between(1, 20),
        SnapshotEvery = dice.Between(1, 8),
    };

    static MailboxOptions EmbeddedOf(Dice dice) => new()
    {
        IdleFor = TimeSpan.FromSeconds(dice.Between(1, 20)),
        CollectEvery = TimeSpan.FromSeconds(dice.Between(1, 10)),
    };

    public IGrains GrainsFor(Place place, WorldTime time) => new CalledGrains(new Network(this, place, time));
}

/// <summary>Carries calls between hosts, and loses, doubles and delays them.</summary>
sealed class Network(Cluster cluster, Place from, WorldTime time) : ICalls
{
    /// <summary>After this long a caller gives up waiting for the reply.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public async Task<T> Call<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class
    {
        var faults = cluster.Faults;
        cluster.World.Tell($"{from.Name} -> {key} {typeof(T).Name}");
        if (faults.Strikes(Faults.RequestDoubled))
        {
            _ = Deliver(key, call);
        }
        if (faults.Strikes(Faults.RequestLost))
        {
            await Task.Delay(Patience, time);
            throw new TimeoutException("the request was lost");
        }
        var reply = await Deliver(key, call).WaitAsync(Patience, time);
        if (faults.Strikes(Faults.ReplyLost))
        {
            await Task.Delay(Patience, time);
            throw new TimeoutException("the reply was lost");
        }
        if (RefusalOf<T>.In(reply) is { Code: var code })
        {
            cluster.Refused[code] = cluster.Refused.GetValueOrDefault(code) + 1;
        }
        return reply;
    }

    async Task<T> Deliver<TGrain, T>(GrainKey key, Func<TGrain, Task<T>> call) where TGrain : class
    {
        await Task.Delay(cluster.World.Dice.Milliseconds(0, LateMax()), time);
        var host = cluster.HostOf(key);
        if (cluster.IsCut(from, host.Place))
        {
            await Task.Delay(Patience, time);
            throw new TimeoutException("nothing passes");
        }
        return await host.Place.Run(() => ((ICalls)host.Host).Call(key, call));
    }

    int LateMax() => cluster.Faults.Strikes(Faults.RequestVeryLate) ? Faults.VeryLateMax
        : cluster.Faults.Strikes(Faults.RequestLate) ? Faults.LateMax
        : 3;
}

/// <summary>Finds the refusal in what a call answers.</summary>
static class RefusalOf<T>
{
    /// <summary>Null for whatever is no refusal.</summary>
    public static readonly Func<T, Refusal?> In = typeof(T).IsGenericType
        && typeof(T).GetGenericTypeDefinition() == typeof(Answer<>)
            ? typeof(RefusalOf<T>)
                .GetMethod(nameof(InAnswer), BindingFlags.Static | BindingFlags.NonPublic)!
                .MakeGenericMethod(typeof(T).GetGenericArguments())
                .CreateDelegate<Func<T, Refusal?>>()
            : static _ => null;

    static Refusal? InAnswer<TValue>(Answer<TValue> answer) where TValue : class => answer.Refusal;
}
