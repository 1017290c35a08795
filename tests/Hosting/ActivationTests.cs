using Gongji.Client.Calls;
using Gongji.Client.Cluster;
using Gongji.Hosting;
using Gongji.Hosting.Options;
using Gongji.Journal.Entries;
using Gongji.People;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gongji.Tests.Hosting;

/// <summary>When a grain begins and ends in a silo.</summary>
public sealed class ActivationTests
{
    static readonly PersonNo Someone = PersonNo.Of("P1");

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

    static async Task<IHost> Start(IJournalStore store)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo.AddLedgerAlone(
            new HostingOptions { Journal = { SnapshotEvery = 1 } },
            new AskAgainOptions(),
            store,
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
}
