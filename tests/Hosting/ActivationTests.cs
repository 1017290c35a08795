using System.Collections.Concurrent;
using System.Reflection;
using Gongji.Client.Calls;
using Gongji.Client.Cluster;
using Gongji.Hosting;
using Gongji.Hosting.Activation;
using Gongji.Hosting.Options;
using Gongji.Journal.Entries;
using Gongji.Ledger.People;
using Gongji.People;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gongji.Tests.Hosting;

/// <summary>When a grain begins and ends in a silo.</summary>
public sealed class ActivationTests
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    /// <summary>The number of the line that says so.</summary>
    const int JournalAway = 312;

    /// <summary>So long that no name of a folder in the log has it by chance.</summary>
    static readonly PersonNo Someone = PersonNo.Of("61019900000000008151");

    [Fact]
    public async Task A_grain_that_leaves_a_silo_keeps_a_snapshot_of_what_it_has_done()
    {
        await using var store = new MemoryJournalStore();
        using var silo = await Start(store);
        await Enrol(silo);

        await silo.StopAsync();

        var snapshot = await store.ReadSnapshot(GrainKey.Person(Someone), CancellationToken.None);
        Assert.Equal(1, snapshot?.Sequence);
    }

    [Fact]
    public async Task Who_asks_again_after_a_failed_commit_is_answered_by_another_activation()
    {
        await using var store = new FailingJournalStore(new MemoryJournalStore());
        using var silo = await Start(store);
        store.Failures = 1;

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => Enrol(silo));
        var again = await Enrol(silo);

        Assert.Equal(1, again.OrThrow().Sequence);
        await silo.StopAsync();
    }

    [Fact]
    public async Task A_grain_has_no_more_calls_waiting_than_its_bound_and_the_others_book_nothing()
    {
        const int most = 100;
        const int calls = 150;
        await using var kept = new MemoryJournalStore();
        var store = new HeldJournalStore(kept);
        using var silo = await Start(store, new HostingOptions { CallsEachMax = most });
        var held = store.Hold(GrainKey.Person(Someone));
        var first = Enrol(silo);
        await held;

        var credits = Enumerable.Range(0, calls).Select(n => Record.ExceptionAsync(() => Credit(silo, n))).ToArray();
        // Orleans counts those that are there before the one that comes.
        var refused = await Answered(credits, calls - most);
        store.LetGo(GrainKey.Person(Someone));
        var all = await Task.WhenAll(credits);

        (await first).OrThrow();
        Assert.All(refused, static failed => Assert.IsType<OverloadedException>(failed));
        Assert.Equal(most, all.Count(static failed => failed is null));
        Assert.Equal(most + 1, await kept.Read(GrainKey.Person(Someone), 1, long.MaxValue).CountAsync());
        await silo.StopAsync();
    }

    [Fact]
    public async Task A_grain_never_begins_in_the_turn_in_which_the_silo_starts_it()
    {
        await using var store = new TurnStore(new MemoryJournalStore());
        using var silo = await Start(store);
        var activation = ActivatorUtilities.CreateInstance<LedgerActivation<PersonState>>(
            silo.Services, DispatchProxy.Create<IGrainContext, ContextOfSomeone>());

        await TurnStore.InTurn(() => activation.Begin(CancellationToken.None));

        Assert.Equal([false], store.ReadInTurn);
        await silo.StopAsync();
    }

    [Fact]
    public async Task A_database_that_is_away_is_one_line_in_the_log_and_names_nobody()
    {
        await using var kept = new MemoryJournalStore();
        await using var store = new AwayStore(kept);
        var lines = new Lines();
        using var silo = await Start(store, new HostingOptions(), lines);
        store.IsAway = true;

        await Assert.ThrowsAsync<OverloadedException>(() => Enrol(silo));
        store.IsAway = false;
        var again = await Enrol(silo);
        store.IsAway = true;
        var person = silo.Services.GetRequiredService<OrleansGrains>().Person(Someone);

        // One that is in memory and only reads hears it at once, too.
        await Assert.ThrowsAsync<OverloadedException>(() => person.View(new DateOnly(2026, 3, 2)));
        Assert.False(again.IsRefused);
        Assert.Equal(1, lines.Events.Count(static number => number == JournalAway));
        Assert.DoesNotContain(Someone.Value, lines.All, StringComparison.Ordinal);
        await silo.StopAsync();
    }

    /// <summary>What so many calls answered, which is all that is answered while nothing can be written.</summary>
    static async Task<List<Exception?>> Answered(Task<Exception?>[] calls, int count)
    {
        using var tooLong = new CancellationTokenSource(Soon);
        return await Task.WhenEach(calls).Take(count).Select(static call => call.Result).ToListAsync(tooLong.Token);
    }

    static Task<IHost> Start(IJournalStore store) =>
        Start(store, new HostingOptions { Journal = { SnapshotEvery = 1 } });

    static async Task<IHost> Start(IJournalStore store, HostingOptions options, ILoggerProvider? log = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(log ?? NullLoggerProvider.Instance);
        builder.UseOrleans(silo => silo.AddLedgerAlone(
            options,
            new AskAgainOptions(),
            store,
            TestSeals.Sealer,
            TestLedger.Policies,
            TestLedger.Clock));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    /// <summary>Calls once, as grains call one another; nothing asks again.</summary>
    static Task<Answer<Confirmation>> Enrol(IHost silo) =>
        silo.Services.GetRequiredService<OrleansGrains>().Person(Someone).Enrol(new Enrol(
            Operation.Of(OperationId.Of("1"), ""), LedgerWords.InsuranceOf(), ""));

    static Task<Answer<Confirmation>> Credit(IHost silo, int n) =>
        silo.Services.GetRequiredService<OrleansGrains>().Person(Someone).Credit(new CreditAccount(
            Operation.Of(OperationId.Of($"credit{n}"), ""),
            Money.FromFen(1),
            ChinaTime.DayOf(TestLedger.Clock.GetUtcNow()).Year,
            CreditSource.Opening));

    /// <summary>A store that nobody reaches for a while.</summary>
    sealed class AwayStore(IJournalStore inner) : PassThroughStore(inner)
    {
        public bool IsAway { get; set; }

        public override Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop) =>
            IsAway ? throw new IOException("nobody answers") : base.ReadSnapshot(grain, stop);

        public override IAsyncEnumerable<Entry> Read(
            GrainKey grain, long from, long to, CancellationToken stop = default) =>
            IsAway ? throw new IOException("nobody answers") : base.Read(grain, from, to, stop);
    }

    /// <summary>A store that knows whether it is read in a turn of somebody's.</summary>
    sealed class TurnStore(IJournalStore inner) : PassThroughStore(inner)
    {
        [ThreadStatic]
        static bool IsInTurn;

        public ConcurrentQueue<bool> ReadInTurn { get; } = [];

        public static Task InTurn(Func<Task> begin)
        {
            IsInTurn = true;
            var begun = begin();
            IsInTurn = false;
            return begun;
        }

        public override Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop)
        {
            ReadInTurn.Enqueue(IsInTurn);
            return base.ReadSnapshot(grain, stop);
        }
    }

    /// <summary>A context that knows whose it is, and nothing else.</summary>
    public class ContextOfSomeone : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod?.ReturnType == typeof(GrainId)
                ? GrainId.Create($"{GrainKind.Person.Name()}", GrainKey.Person(Someone).Value)
                : throw new NotSupportedException(targetMethod?.Name);
    }
}
