using Gongji.Journal.Writing;

namespace Gongji.Tests.Nhsa;

/// <summary>What a sender hears when the journal fails under a settlement.</summary>
public sealed class OutcomeTests
{
    [Fact]
    public async Task An_outcome_that_stays_unknown_is_said_to_be_unknown_and_the_same_message_settles_later()
    {
        var store = new FailingJournalStore(new MemoryJournalStore());
        await using var town = await Town.Build(store: store);
        var visit = await town.Visit(60m);
        var msgid = town.NewMsgId();

        store.Failures = int.MaxValue;
        var unknown = await town.Send("2207", Town.Settlement(visit, 60m), msgid);
        store.Failures = 0;
        var settled = await town.Ask("2207", Town.Settlement(visit, 60m), msgid);

        Assert.Equal("-1", unknown["infcode"]!.ToJsonString());
        Assert.StartsWith("[outcome_unknown]", (string?)unknown["err_msg"], StringComparison.Ordinal);
        Assert.Contains("2601", (string?)unknown["err_msg"], StringComparison.Ordinal);
        Assert.Equal(msgid, (string?)settled["setlinfo"]!["medins_setl_id"]);
        Assert.Equal(0m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task A_passing_failure_is_asked_again_with_the_same_operation_and_books_once()
    {
        var store = new FailingJournalStore(new MemoryJournalStore());
        await using var town = await Town.Build(store: store);
        var visit = await town.Visit(40m);

        store.Failures = 2;
        var settled = await town.Ask("2207", Town.Settlement(visit, 40m));

        Assert.Equal(40m, (decimal)settled["setlinfo"]!["acct_pay"]!);
        Assert.Equal(10m, await town.Balance(Town.Patient));
        Assert.True(store.Failures <= 0);
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_not_booked_again()
    {
        var store = new FailingJournalStore(new MemoryJournalStore()) { WritesBeforeFailing = true };
        await using var town = await Town.Build(store: store);
        var visit = await town.Visit(40m);

        store.Failures = 3;
        var settled = await town.Ask("2207", Town.Settlement(visit, 40m));

        Assert.Equal(10m, (decimal)settled["setlinfo"]!["balc"]!);
        Assert.Equal(10m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task A_full_queue_is_told_as_not_booked()
    {
        var store = new HeldJournalStore(new MemoryJournalStore());
        await using var town = await Town.Build(store: store, journal: new JournalOptions { QueueMax = 1 });
        var visits = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            visits.Add(await town.Visit(1m));
        }

        visits.ForEach(visit => store.Hold(GrainKey.Visit(VisitId.Of(visit))));
        var sent = visits.Select(visit => town.Send("2207", Town.Settlement(visit, 1m))).ToList();
        var first = await await Task.WhenAny(sent);
        visits.ForEach(visit => store.LetGo(GrainKey.Visit(VisitId.Of(visit))));
        var answers = await Task.WhenAll(sent);

        Assert.StartsWith("[overloaded]", (string?)first["err_msg"], StringComparison.Ordinal);
        var booked = answers.Count(static answer => (int)answer["infcode"]! == 0);
        Assert.Equal(50m - booked, await town.Balance(Town.Patient));
    }
}
