using Gongji.Journal.Entries;
using Gongji.Journal.Writing;
using Gongji.Tests.Support.Conformance;
using Gongji.Tests.Support.Mailbox;

namespace Gongji.Tests.Ledger;

/// <summary>The mailbox host as a ledger that is to behave like every other.</summary>
sealed class MailboxLedger(TestLedger ledger, ManualTime time, string scope = "") : TimedLedger(scope)
{
    public override IGrains Grains => ledger.Grains;

    public override TimeProvider Time => time;

    public static ManualTime Noon() => new(new DateTimeOffset(2026, 5, 20, 4, 0, 0, TimeSpan.Zero));

    /// <summary>A ledger that lets its grains rest when a test says so, and only then. Grains with three new
    /// entries leave a snapshot, the others nothing but their journal.</summary>
    public static Task<TestLedger> Start(IJournalStore store, ManualTime time) => TestLedger.Start(
        store,
        time,
        new MailboxOptions { IdleFor = TimeSpan.Zero },
        new JournalOptions { SnapshotEvery = 3 });

    public override Task ForgetAll() => ledger.Host.Collect();

    public override Task Pass(TimeSpan much)
    {
        time.Pass(much);
        return Task.CompletedTask;
    }

    public override Task Sweep() => ledger.Host.Sweep();
}
