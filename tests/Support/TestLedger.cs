using Gongji.Client.Calls;
using Gongji.Journal.Entries;
using Gongji.Journal.Life;
using Gongji.Journal.Writing;
using Gongji.Ledger.Rules;
using Gongji.Policy.Areas;
using Gongji.Tests.Support.Mailbox;

namespace Gongji.Tests.Support;

/// <summary>A ledger in this process over any store, with the shipped policies.</summary>
public sealed class TestLedger : LedgerWords, IAsyncDisposable
{
    public static readonly PolicyPacks Policies =
        PolicyFolder.Load(Path.Combine(AppContext.BaseDirectory, "policies"));

    public static readonly TimeProvider Clock = TimeProvider.System;

    TestLedger(
        IJournalStore store,
        TimeProvider time,
        MailboxOptions options,
        JournalOptions journal,
        IPolicies policies,
        ICalls? neighbours,
        TaskScheduler scheduler)
    {
        Store = store;
        Time = time;
        Lanes = new Lanes(store, journal, time, scheduler, TestSeals.Sealer);
        Host = new MailboxHost(
            Lanes, policies, time, options, scheduler, neighbours);
    }

    public IJournalStore Store { get; }

    public override TimeProvider Time { get; }

    public Lanes Lanes { get; }

    public MailboxHost Host { get; }

    public override IGrains Grains => Host.Grains;

    public static async Task<TestLedger> Start(
        IJournalStore? store = null,
        TimeProvider? time = null,
        MailboxOptions? options = null,
        JournalOptions? journal = null,
        IPolicies? policies = null,
        ICalls? neighbours = null,
        TaskScheduler? scheduler = null)
    {
        store ??= new MemoryJournalStore();
        await store.Prepare(CancellationToken.None);
        return new TestLedger(
            store,
            time ?? Clock,
            options ?? new MailboxOptions(),
            journal ?? new JournalOptions(),
            policies ?? Policies,
            neighbours,
            scheduler ?? TaskScheduler.Default);
    }

    /// <summary>Keeps the rules by which it decides, as a silo does before it is ready.</summary>
    public async Task KeepRules()
    {
        if (await Keeping.KeepAll(
            Host.Ports.Policies, (area, rules) => Grains.Policy(area).Keep(rules)) is { } refusal)
        {
            throw new InvalidOperationException($"{refusal}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Host.Stop();
        await Store.DisposeAsync();
    }
}
