using System.Collections.Concurrent;
using Gongji.Journal.Entries;
using Gongji.Journal.Writing;
using Gongji.Ledger.Rules;
using Gongji.Tests.Support.Mailbox;

namespace Gongji.Tests.Simulation;

/// <summary>What runs begin with: a population that has settled on one host while nothing failed. It settles once, and
/// what it has written stands in the journal of every run before anything happens.</summary>
sealed class Beginning
{
    static readonly ConcurrentDictionary<(bool IsNewYear, bool IsMistaken), Lazy<Beginning>> Known = new();

    readonly List<(OperationId Operation, GrainKey About, object Command)> _asked = [];

    Beginning(bool isNewYear, bool isMistaken)
    {
        var world = new World(seed: 1, StartOf(isNewYear));
        var faults = new Faults(world.Dice, new HashSet<string>());
        var disk = new Disk(world, faults, databases: 1) { IsWatched = false };
        var cluster = new Cluster(disk, world, faults, new JournalOptions(), new MailboxOptions(), hosts: 1);
        var clients = new Place(world, "client");
        var settling = clients.Run(() => Settle(cluster.GrainsFor(clients, new WorldTime(world)), world, isMistaken));
        world.RunUntil(settling, () => disk.Broken);
        var written = clients.Run(async () => await disk.Store.Follow(JournalPosition.Start).ToListAsync());
        world.RunUntil(written, () => disk.Broken);
        Entries = written.Result.ConvertAll(static placed => placed.Entry);
        End = world.Now;
    }

    /// <summary>When all has settled.</summary>
    public DateTimeOffset End { get; }

    public IReadOnlyList<Entry> Entries { get; }

    /// <summary>What was asked for, of whom.</summary>
    public IReadOnlyList<(OperationId Operation, GrainKey About, object Command)> Asked => _asked;

    /// <param name="isNewYear">Whether a new year begins in China shortly after; else it is noon.</param>
    /// <param name="isMistaken">Whether there are those whom only mistakes are about.</param>
    public static Beginning Of(bool isNewYear, bool isMistaken) => Known.GetOrAdd(
        (isNewYear, isMistaken),
        static which => new Lazy<Beginning>(() => new Beginning(which.IsNewYear, which.IsMistaken))).Value;

    static DateTimeOffset StartOf(bool isNewYear) => isNewYear
        ? new DateTimeOffset(2026, 12, 31, 15, 59, 40, TimeSpan.Zero)
        : new DateTimeOffset(2026, 6, 10, 4, 0, 0, TimeSpan.Zero);

    async Task Settle(IGrains grains, World world, bool isMistaken)
    {
        var today = ChinaTime.DayOf(world.Now);
        var notKept = await Keeping.KeepAll(
            NewYear.Policies, (area, rules) => grains.Policy(area).Keep(rules));
        Watcher.Check(notKept is null, $"the rules are not kept: {notKept}");
        await Population.Settle(grains, today, Hear);
        if (isMistaken)
        {
            await MistakenPeople.Settle(grains, world.Now, today, Hear);
        }
    }

    void Hear(OperationId operation, GrainKey about, object command) => _asked.Add((operation, about, command));
}
