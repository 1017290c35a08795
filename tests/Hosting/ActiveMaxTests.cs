using System.Collections.Concurrent;
using System.Globalization;
using Gongji.Client.Calls;
using Gongji.Client.Cluster;
using Gongji.Hosting;
using Gongji.Hosting.Options;
using Gongji.Journal.Entries;
using Gongji.People;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gongji.Tests.Hosting;

/// <summary>How many grains a silo has in memory.</summary>
public sealed class ActiveMaxTests
{
    const int Most = 100;

    static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task More_than_its_bound_leave_memory_whoever_is_called_stays_and_all_are_answered()
    {
        await using var store = new CountedStore(new MemoryJournalStore());
        using var silo = await Start(store);
        await Enrol(silo, 0);

        for (var n = 1; n <= 4 * Most; n++)
        {
            await Enrol(silo, n);
            await View(silo, 0);
        }
        await Few(silo, 0);
        for (var n = 0; n <= 4 * Most; n++)
        {
            Assert.False((await View(silo, n)).IsRefused);
        }

        Assert.Equal(1, store.BegunOf(0));
        Assert.All(Enumerable.Range(1, Most), n => Assert.Equal(2, store.BegunOf(n)));
        await Few(silo, 0);
        await silo.StopAsync();
    }

    [Fact]
    public async Task More_at_once_than_its_bound_are_answered_all_and_leave()
    {
        await using var store = new CountedStore(new MemoryJournalStore());
        using var silo = await Start(store);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8 * Most).Select(n => Enrol(silo, n)));
        for (var n = 0; n < 8 * Most; n++)
        {
            Assert.False((await View(silo, n)).IsRefused);
        }

        Assert.All(answers, static answer => Assert.False(answer.IsRefused));
        await Few(silo, 0);
        await silo.StopAsync();
    }

    [Fact]
    public async Task Whoever_has_a_call_under_way_makes_no_room()
    {
        var held = new HeldJournalStore(new MemoryJournalStore());
        await using var store = new CountedStore(held);
        using var silo = await Start(store);
        var arrived = held.Hold(GrainKey.Person(Person(0)));
        var waits = Enrol(silo, 0);
        await arrived;

        // Another lane is not held up.
        var others = Enumerable.Range(1, 8 * Most).Where(n => !Shares(n, 0)).Take(2 * Most).ToArray();
        foreach (var n in others)
        {
            await Enrol(silo, n);
        }
        await Few(silo, others[^1]);
        held.LetGo(GrainKey.Person(Person(0)));

        Assert.False((await waits.WaitAsync(Soon)).IsRefused);
        Assert.False((await View(silo, 0)).IsRefused);
        Assert.Equal(1, store.BegunOf(0));
        await silo.StopAsync();
    }

    /// <summary>Whether two persons wait for the same commits.</summary>
    static bool Shares(int one, int other) =>
        GrainHash.Of(GrainKey.Person(Person(one)).Value) % 2 == GrainHash.Of(GrainKey.Person(Person(other)).Value) % 2;

    /// <summary>Calls somebody until no more are in memory than may be.</summary>
    static async Task Few(IHost silo, int called)
    {
        using var tooLong = new CancellationTokenSource(Soon);
        var management = silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        while (await Active(management) > Most)
        {
            await View(silo, called);
            await Task.Delay(LookEvery, tooLong.Token);
        }
    }

    static async Task<int> Active(IManagementGrain management) => (await management.GetSimpleGrainStatistics())
        .Where(static kind => kind.GrainType.Contains("InsuredPerson", StringComparison.Ordinal))
        .Sum(static kind => kind.ActivationCount);

    static async Task<IHost> Start(IJournalStore store)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo.AddLedgerAlone(
            new HostingOptions { ActiveMax = Most },
            new AskAgainOptions(),
            store,
            TestSeals.Sealer,
            TestLedger.Policies,
            TestLedger.Clock));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    static Task<Answer<Confirmation>> Enrol(IHost silo, int n) => Grain(silo, n).Enrol(
        new Enrol(Operation.Of(OperationId.Of("enrol"), ""), LedgerWords.InsuranceOf(), ""));

    static Task<Answer<PersonView>> View(IHost silo, int n) => Grain(silo, n).View(new DateOnly(2026, 3, 2));

    static IInsuredPerson Grain(IHost silo, int n) =>
        silo.Services.GetRequiredService<OrleansGrains>().Person(Person(n));

    static PersonNo Person(int n) => PersonNo.Of(n.ToString("D12", CultureInfo.InvariantCulture));

    /// <summary>Knows how often each person's activation has begun.</summary>
    sealed class CountedStore(IJournalStore inner) : PassThroughStore(inner)
    {
        readonly ConcurrentDictionary<GrainKey, int> _begun = [];

        public int BegunOf(int n) => _begun.GetValueOrDefault(GrainKey.Person(Person(n)));

        public override Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop)
        {
            _begun.AddOrUpdate(grain, 1, static (_, begun) => begun + 1);
            return base.ReadSnapshot(grain, stop);
        }
    }
}
