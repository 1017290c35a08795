using System.Text.Json.Nodes;
using Gongji.Client.Calls;
using Gongji.Identity;
using Gongji.Journal.Writing;
using Gongji.People;
using Microsoft.Extensions.DependencyInjection;

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
    public async Task Who_has_used_a_one_time_token_does_not_hear_that_nothing_was_booked()
    {
        var calls = new BrokenCalls();
        await using var town = await Town.Build(calls: host => Behind(calls, host));
        var visit = await town.Visit(40m);
        var token = await Tokens.Issue(town, "t1");
        var msgid = town.NewMsgId();
        calls.Break(
            GrainKey.Person(PersonNo.Of(Town.Patient)), typeof(Answer<Receipt>), new OverloadedException("full"));

        var nothing = await town.Send("2206", Town.Settlement(visit, 40m));
        var unknown = await town.Send("2207", Tokens.Settlement(visit, token, 40m), msgid);
        calls.Mend();
        var settled = await town.Ask("2207", Tokens.Settlement(visit, token, 40m), msgid);

        Assert.Equal("[overloaded]", Tokens.CodeOf(nothing));
        Assert.Equal("[outcome_unknown]", Tokens.CodeOf(unknown));
        Assert.Equal(40m, (decimal)settled["setlinfo"]!["acct_pay"]!);
    }

    [Fact]
    public async Task Whose_batch_is_sealed_or_purchase_opened_does_not_hear_that_nothing_was_booked()
    {
        var calls = new BrokenCalls();
        await using var town = await Town.Build(calls: host => Behind(calls, host));
        var visit = await town.Visit(40m);
        calls.Break(
            GrainKey.Person(PersonNo.Of(Town.Patient)), typeof(Answer<Receipt>), new OverloadedException("full"));

        var settled = await town.Send("2207", Town.Settlement(visit, 40m));
        var bought = await town.Send("2102", Town.Purchase(40m), institution: Town.Pharmacy);

        Assert.Equal("[outcome_unknown]", Tokens.CodeOf(settled));
        Assert.Equal("[outcome_unknown]", Tokens.CodeOf(bought));
    }

    [Fact]
    public async Task Who_is_registered_or_barred_does_not_hear_that_nothing_was_booked()
    {
        var calls = new BrokenCalls();
        await using var town = await Town.Build(calls: host => Behind(calls, host));
        var person = GrainKey.Person(PersonNo.Of(Town.Patient));
        calls.Break(person, typeof(SettledVisit[]), new OverloadedException("full"));
        var registered = await town.Send("2201", new() { ["data"] = Town.Registration() });
        calls.Break(person, typeof(OperationRecord), new OverloadedException("full"));
        var barred = await town.Send("2601", Town.Reversal(town.NewMsgId()));

        Assert.Equal("[outcome_unknown]", Tokens.CodeOf(registered));
        Assert.Equal("[outcome_unknown]", Tokens.CodeOf(barred));
    }

    [Fact]
    public async Task Who_was_enrolled_and_not_bound_to_the_document_does_not_hear_that_nothing_was_booked()
    {
        var calls = new BrokenCalls();
        await using var town = await Town.Build(calls: host => Behind(calls, host));
        var document = PresentedCredential.Document("01", "610199199001010011");
        var hash = town.App.Services.GetRequiredService<IdentityVault>().HashOf(document);
        calls.Break(GrainKey.Credential(hash), typeof(Answer<Confirmation>), new OverloadedException("full"));

        var unknown = await town.App.Admin("PUT", "persons/61019900009999", Enrolment, "e1");
        calls.Mend();
        var enrolled = await town.App.Admin("PUT", "persons/61019900009999", Enrolment, "e1");

        Assert.Equal("outcome_unknown", (string?)unknown.Body["code"]);
        Assert.Equal(200, enrolled.Status);
    }

    [Fact]
    public async Task A_full_queue_is_told_as_not_booked()
    {
        var store = new HeldJournalStore(new MemoryJournalStore());
        await using var town = await Town.Build(store: store, journal: new JournalOptions { QueueMax = 1 });
        var visits = new List<string>();
        // Those who come in the same moment all find room: more come than there are threads.
        for (var i = 0; i < 40; i++)
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

    static JsonObject Enrolment => new()
    {
        ["name"] = "孙小妹",
        ["certNo"] = "610199199001010011",
        ["sex"] = "2",
        ["birthDate"] = "1990-01-01",
        ["insurance"] = new JsonObject { ["from"] = "2023-01-01", ["area"] = "610199", ["kind"] = "active" },
    };

    static BrokenCalls Behind(BrokenCalls calls, ICalls host)
    {
        calls.To = host;
        return calls;
    }
}
