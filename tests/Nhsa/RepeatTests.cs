using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>Messages that come again.</summary>
public sealed class RepeatTests
{
    [Fact]
    public async Task The_same_settlement_sent_fifty_times_at_once_is_booked_once_and_answered_alike()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var message = town.Message("2207", Town.Settlement(visit, 60m));

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => town.App.Send(message.DeepClone().AsObject())));

        Assert.All(answers, answer => Assert.Equal(0, (int)answer["infcode"]!));
        Assert.Single(answers.Select(static answer => answer["output"]!.ToJsonString()).Distinct());
        Assert.Equal(0m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task The_same_message_id_with_another_body_is_a_collision()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var msgid = town.NewMsgId();
        await town.Ask("2207", Town.Settlement(visit, 60m), msgid);

        var otherAccount = await town.Send("2207", Town.Settlement(visit, 60m, account: "0"), msgid);
        var otherAmount = await town.Send("2207", Town.Settlement(visit, 61m), msgid);
        var otherVisit = await town.Send("2207", Town.Settlement("V0", 61m), msgid);

        Assert.All([otherAccount, otherAmount, otherVisit], static answer => Assert.StartsWith(
            "[operation.id_used_for_other_content]", (string?)answer["err_msg"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_id_that_is_used_for_two_persons_names_two_settlements()
    {
        await using var town = await Town.Build();
        var msgid = town.NewMsgId();
        var (own, residents) = (await town.Visit(60m), await town.Visit(60m, Town.Resident));

        var first = await town.Ask("2207", Town.Settlement(own, 60m), msgid);
        var second = await town.Ask("2207", Town.Settlement(residents, 60m, person: Town.Resident), msgid);

        Assert.NotEqual((string?)first["setlinfo"]!["setl_id"], (string?)second["setlinfo"]!["setl_id"]);
    }

    [Fact]
    public async Task Order_of_properties_and_white_space_do_not_make_another_message()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var message = town.Message("2207", Town.Settlement(visit, 60m));
        var data = message["input"]!["data"]!.AsObject();
        var turned = message.DeepClone().AsObject();
        turned["input"]!["data"] = new JsonObject(data.Reverse().Select(
            static pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

        var first = await town.App.Send(message);
        using var again = await town.App.Post(turned.ToString());
        var second = JsonNode.Parse(await again.Content.ReadAsStringAsync())!;

        Assert.Equal(0, (int)second["infcode"]!);
        Assert.True(JsonNode.DeepEquals(first["output"], second["output"]));
    }

    [Fact]
    public async Task A_second_message_for_a_settled_batch_gets_the_settlement_that_stands()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var msgid = town.NewMsgId();
        var first = await town.Ask("2207", Town.Settlement(visit, 60m), msgid);

        var second = await town.Send("2207", Town.Settlement(visit, 60m));

        Assert.True(JsonNode.DeepEquals(first, second["output"]));
        Assert.Equal(msgid, (string?)second["output"]!["setlinfo"]!["medins_setl_id"]);
        Assert.Contains(msgid, (string?)second["warn_msg"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2201")]
    [InlineData("2204")]
    [InlineData("2102")]
    [InlineData("9001")]
    public async Task Whatever_is_sent_again_is_answered_again(string infno)
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var institution = infno == "2102" ? Town.Pharmacy : Town.Hospital;
        JsonObject input = infno switch
        {
            "2201" => new() { ["data"] = Town.Registration() },
            "2204" => new() { ["feedetail"] = new JsonArray(Town.Fee(visit, 5m, batch: "2", line: "2")) },
            "2102" => Town.Purchase(40m),
            _ => new() { ["signIn"] = new JsonObject { ["opter_no"] = "op1", ["ip"] = "10.0.0.1" } },
        };
        var message = town.Message(infno, input, institution: institution);

        var first = await town.App.Send(message.DeepClone().AsObject());
        var second = await town.App.Send(message.DeepClone().AsObject());

        Assert.Equal(0, (int)first["infcode"]!);
        Assert.True(JsonNode.DeepEquals(first["output"], second["output"]), $"{first}\n{second}");
    }

    [Fact]
    public async Task A_reversal_may_be_repeated_under_its_own_id_and_under_another()
    {
        var store = new WatchedJournalStore(new MemoryJournalStore());
        await using var town = await Town.Build(store: store);
        var visit = await town.Visit(60m);
        var settlement = town.NewMsgId();
        var reversal = town.NewMsgId();
        await town.Ask("2207A", Town.Settlement(visit, 60m), settlement);

        var outputs = new[]
        {
            await town.Ask("2601", Town.Reversal(settlement), reversal),
            await town.Ask("2601", Town.Reversal(settlement), reversal),
            await town.Ask("2601", Town.Reversal(settlement)),
        };
        await store.Written("person.hold_returned.2", 1);

        Assert.All(outputs, Assert.Empty);
        Assert.Equal(50m, await town.Balance(Town.Patient));
        Assert.Equal(500m, await town.Balance(Town.Funder));
    }

    [Fact]
    public async Task A_reversal_of_what_never_arrived_says_so_and_bars_it()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var settlement = town.NewMsgId();

        var reversed = await town.Send("2601", Town.Reversal(settlement));
        var repeated = await town.Send("2601", Town.Reversal(settlement));
        var late = await town.Send("2207", Town.Settlement(visit, 60m), settlement);

        Assert.StartsWith("[reverse.no_such_operation]", (string?)reversed["err_msg"], StringComparison.Ordinal);
        Assert.StartsWith("[reverse.no_such_operation]", (string?)repeated["err_msg"], StringComparison.Ordinal);
        Assert.StartsWith("[operation.barred]", (string?)late["err_msg"], StringComparison.Ordinal);
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task Only_settlements_can_be_reversed()
    {
        await using var town = await Town.Build();
        var msgid = town.NewMsgId();
        await town.Ask("2201", new() { ["data"] = Town.Registration() }, msgid);

        var answer = await town.Send("2601", Town.Reversal(msgid, "2201"));

        Assert.StartsWith("[reverse.not_reversible]", (string?)answer["err_msg"], StringComparison.Ordinal);
    }
}
