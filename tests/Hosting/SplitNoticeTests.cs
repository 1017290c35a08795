using Gongji.Journal.Entries;
using Gongji.Journal.Split;

namespace Gongji.Tests.Hosting;

/// <summary>Notices of a journal over several databases.</summary>
public sealed class SplitNoticeTests : NoticeContract
{
    bool _isAway;

    protected override Task<IJournalStore?> Connect() =>
        Task.FromResult<IJournalStore?>(
            new SplitJournalStore([new AwayStore(() => _isAway), new MemoryJournalStore()]));

    [Fact]
    public async Task A_database_that_fails_keeps_back_no_notice_of_another()
    {
        string[] people = [.. Enumerable.Range(0, 20).Select(static n => $"P{n}")];
        foreach (var person in people)
        {
            await Ledger.Enrol(person);
        }
        var notifier = await Begun();
        foreach (var person in people)
        {
            await Credit(person, 1);
        }
        _isAway = true;

        var failed = await notifier.Round(default);
        var told = Inbox.Ids.ToHashSet();
        _isAway = false;
        var delivered = await notifier.Round(default);

        Assert.Equal((false, true), (failed, delivered));
        Assert.InRange(told.Count, 1, people.Length - 1);
        Assert.Equal(people.Select(static person => $"person/{person}/2").Order(), Inbox.Ids.Order());
    }

    sealed class AwayStore(Func<bool> isAway) : PassThroughStore(new MemoryJournalStore())
    {
        public override IAsyncEnumerable<PositionedEntry> Follow(
            JournalPosition after, CancellationToken stop = default) =>
            isAway() ? throw new IOException("the database is away") : base.Follow(after, stop);
    }
}
