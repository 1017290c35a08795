using Gongji.Credentials;
using Gongji.Journal.Writing;
using Gongji.Tests.Support.Mailbox;

namespace Gongji.Tests.Ledger;

/// <summary>A clock that is set back puts no entry before another.</summary>
public sealed class ClockTests
{
    readonly ManualTime _time = new(new DateTimeOffset(2026, 5, 20, 4, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task What_is_recorded_after_the_clock_was_set_back_stands_at_the_moment_before(int snapshotEvery)
    {
        await using var ledger = await TestLedger.Start(
            time: _time,
            options: new MailboxOptions { IdleFor = TimeSpan.Zero },
            journal: new JournalOptions { SnapshotEvery = snapshotEvery });
        await ledger.Enrol("P1", yuan: 100);
        await ledger.Host.Collect();
        _time.Jump(TimeSpan.FromHours(-1));

        var receipt = (await ledger.Settle(ledger.BillOf("P1", inScope: 30))).OrThrow();

        Assert.Equal(new DateTimeOffset(2026, 5, 20, 4, 0, 0, TimeSpan.Zero), receipt.At);
        var ordered = await Ordered(ledger);
        Assert.Equal([1, 2, 3], ordered);
    }

    [Fact]
    public async Task A_token_that_has_ended_does_not_come_back_when_the_clock_is_set_back()
    {
        await using var ledger = await TestLedger.Start(time: _time);
        await ledger.Enrol("P1");
        var token = await ledger.IssueToken("P1");
        _time.Jump(TimeSpan.FromSeconds(61));
        var person = ledger.PersonOf("P1");
        (await token.Block(new BlockCredential(ledger.NewOperation(), person, BlockReason.Lost))).OrThrow();
        (await token.Unblock(new UnblockCredential(ledger.NewOperation(), person))).OrThrow();
        _time.Jump(TimeSpan.FromSeconds(-61));

        var used = await token.Use(ledger.ShowingOf("H61010000001", "2207"));

        Assert.True(used.Refusal?.Is(CredentialRefusal.Expired));
    }

    /// <summary>The person's entries, by when they were recorded.</summary>
    static async Task<long[]> Ordered(TestLedger ledger)
    {
        var entries = new List<(DateTimeOffset At, long Sequence)>();
        await foreach (var entry in ledger.Store.Read(GrainKey.Person(PersonNo.Of("P1")), 1, long.MaxValue))
        {
            entries.Add((entry.At, entry.Sequence));
        }
        return [.. entries.Order().Select(static entry => entry.Sequence)];
    }
}
