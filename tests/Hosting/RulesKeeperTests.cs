using Gongji.Client.Calls;
using Gongji.Hosting;
using Gongji.Hosting.Activation;
using Gongji.Hosting.Options;
using Gongji.Hosting.Rules;
using Gongji.Journal.Codec;
using Gongji.Journal.Entries;
using Gongji.Ledger.Rules;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gongji.Tests.Hosting;

/// <summary>A silo is not ready before the journal keeps the rules by which it is going to decide.</summary>
public sealed class RulesKeeperTests
{
    static readonly string[] Versions = [.. TestLedger.Policies.All.Select(static policy => policy.Version).Order()];

    [Fact]
    public async Task A_silo_that_has_started_has_kept_its_rules()
    {
        var store = new MemoryJournalStore();
        using var silo = Silo(store);

        await silo.StartAsync();
        var kept = await KeptIn(store);
        await silo.StopAsync();

        Assert.Equal(Versions, kept);
    }

    [Fact]
    public async Task A_silo_whose_journal_keeps_other_rules_does_not_start()
    {
        var store = new MemoryJournalStore();
        await Forge(store, text => text.Replace("0.5", "0.9", StringComparison.Ordinal), HashChain.Genesis);
        using var silo = Silo(store);

        await Assert.ThrowsAsync<InvalidDataException>(() => silo.StartAsync());
    }

    /// <summary>Each of them reads before the others have written, so some lose.</summary>
    [Fact]
    public async Task Silos_that_start_at_once_keep_them_once()
    {
        var store = new MemoryJournalStore();

        await Task.WhenAll(Start(store), Start(store), Start(store));

        Assert.Equal(Versions, await KeptIn(store));
    }

    [Fact]
    public async Task When_the_keeper_has_ended_the_journal_has_all_rules()
    {
        var store = new MemoryJournalStore();

        await Start(store);
        await Start(store);

        Assert.Equal(Versions, await KeptIn(store));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_the_journal_can_not_be_written_it_is_asked_again(bool writesBeforeFailing)
    {
        var store = new FailingJournalStore(new MemoryJournalStore())
        {
            Failures = 2,
            WritesBeforeFailing = writesBeforeFailing,
        };

        await Start(store);

        Assert.Equal(Versions, await KeptIn(store));
    }

    [Fact]
    public async Task Where_the_journal_keeps_other_rules_under_a_version_nobody_is_served()
    {
        var store = new MemoryJournalStore();
        await Forge(store, text => text.Replace("0.5", "0.9", StringComparison.Ordinal), HashChain.Genesis);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Start(store));

        Assert.Contains(TestLedger.Policies.All.First().Version, refused.Message, StringComparison.Ordinal);
        Assert.Contains("gongji prove", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_journal_of_rules_is_broken_nobody_is_served()
    {
        var store = new MemoryJournalStore();
        await Forge(store, static text => text, [.. HashChain.Genesis.Select(static _ => (byte)1)]);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => Start(store));

        Assert.Contains("policy/140100", refused.Message, StringComparison.Ordinal);
        Assert.Contains("gongji prove", refused.Message, StringComparison.Ordinal);
    }

    static async Task Start(IJournalStore store)
    {
        var ledger = await TestLedger.Start(store);
        var time = MadeUp();
        var keeper = new RulesKeeper(
            new SiloLedger(
                ledger.Lanes, ledger.Grains, TestLedger.Policies, ledger.Time, NullLogger<SiloLedger>.Instance),
            time,
            NullLogger<RulesKeeper>.Instance);
        var kept = keeper.StartingAsync(default);
        await time.PassUntil(kept);
        await kept;
    }

    static IHost Silo(IJournalStore store)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo.AddLedgerAlone(
            new HostingOptions(), new AskAgainOptions(), store, TestSeals.Sealer, TestLedger.Policies, MadeUp()));
        return builder.Build();
    }

    static ManualTime MadeUp() => new(new DateTimeOffset(2026, 5, 20, 4, 0, 0, TimeSpan.Zero));

    /// <summary>Writes the first version as somebody who may not.</summary>
    static async Task Forge(MemoryJournalStore store, Func<string, string> change, byte[] previous)
    {
        var policy = TestLedger.Policies.All.First();
        var (kind, body) = EventKinds.Encode(
            GrainKey.Policy(policy.Area), new RulesKept(policy.Version, change(policy.Text)));
        var entry = new Entry(
            GrainKey.Policy(policy.Area), 1, MadeUp().GetUtcNow(), kind, null, null, null, body, []);
        await store.Write(0, new Batch([entry with { Hash = HashChain.NextOf(previous, entry) }], []), default);
    }

    static async Task<IEnumerable<string>> KeptIn(IJournalStore store)
    {
        var kept = new List<string>();
        await foreach (var (_, entry) in store.ReadByGrain())
        {
            kept.Add(((RulesKept)EventKinds.Decode(entry).Event).Version);
        }
        return kept.Order();
    }
}
