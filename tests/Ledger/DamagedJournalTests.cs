using System.Text;
using Gongji.Journal.Entries;
using Gongji.Journal.Sealing;
using Gongji.Journal.Writing;
using Gongji.Tests.Support.Mailbox;

namespace Gongji.Tests.Ledger;

/// <summary>A person is never gone on with from what somebody has changed in the database.</summary>
public sealed class DamagedJournalTests : IAsyncDisposable
{
    static readonly SealKey Strange = SealKey.Random();

    readonly Damaged _store = new(new MemoryJournalStore());

    public static TheoryData<string, Func<Snapshot, Snapshot>> Forgeries => new()
    {
        { "edited", static kept => Rich(kept) },
        { "unsealed", static kept => Rich(kept) with { Seal = "" } },
        { "strange", static kept => (TestSeals.Sealer with { Key = Strange }).Snapshots.Seal(Rich(kept)) },
    };

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Money_that_a_snapshot_was_given_is_not_there(string how, Func<Snapshot, Snapshot> forge)
    {
        await using var ledger = await Start();
        await ledger.Enrol("P1", yuan: 100);
        await ledger.Host.Collect();
        _store.Snapshot = forge;

        Assert.Equal((how, 100), (how, await ledger.BalanceOf("P1")));
        await ledger.Host.Collect();
        _store.Snapshot = static kept => kept;

        Assert.Equal((how, 100), (how, await ledger.BalanceOf("P1")));
    }

    [Fact]
    public async Task A_snapshot_of_an_entry_whose_time_was_changed_is_no_way_on()
    {
        await using var ledger = await Start();
        await ledger.Enrol("P1", yuan: 100);
        await ledger.Host.Collect();
        _store.Entry = static entry => entry.Sequence == 2 ? entry with { At = entry.At.AddYears(1_000) } : entry;

        Assert.NotNull(await Record.ExceptionAsync(() => ledger.Credit("P1", 1, ledger.Today.Year)));
        _store.Entry = static entry => entry;

        Assert.Equal(100, await ledger.BalanceOf("P1"));
    }

    [Fact]
    public async Task A_settlement_that_was_changed_is_not_given_back()
    {
        await using var ledger = await Start();
        await ledger.Enrol("P1", yuan: 100);
        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 50))).OrThrow();
        await ledger.Host.Collect();
        _store.Entry = static entry => entry.Kind.StartsWith("person.settled", StringComparison.Ordinal)
            ? entry with { Body = Edited(entry.Body) }
            : entry;

        Assert.NotNull(await Record.ExceptionAsync(() => ledger.Reverse(receipt)));
        _store.Entry = static entry => entry;

        Assert.Equal(50, await ledger.BalanceOf("P1"));
        await ledger.Reverse(receipt);
        Assert.Equal(100, await ledger.BalanceOf("P1"));
    }

    Task<TestLedger> Start() => TestLedger.Start(
        _store,
        options: new MailboxOptions { IdleFor = TimeSpan.Zero },
        journal: new JournalOptions { SnapshotEvery = 1 });

    static Snapshot Rich(Snapshot kept) => kept with
    {
        Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(kept.Body)
            .Replace("\"balance\":10000", "\"balance\":90000", StringComparison.Ordinal)),
    };

    static byte[] Edited(byte[] body) => Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(body).Replace("5000", "9000", StringComparison.Ordinal));

    sealed class Damaged(IJournalStore inner) : PassThroughStore(inner)
    {
        public Func<Snapshot, Snapshot> Snapshot { get; set; } = static kept => kept;

        public Func<Entry, Entry> Entry { get; set; } = static entry => entry;

        public override async Task<Snapshot?> ReadSnapshot(GrainKey grain, CancellationToken stop) =>
            await base.ReadSnapshot(grain, stop) is { } kept ? Snapshot(kept) : null;

        public override IAsyncEnumerable<Entry> Read(
            GrainKey grain, long from, long to, CancellationToken stop = default) =>
            base.Read(grain, from, to, stop).Select(Entry);
    }
}
