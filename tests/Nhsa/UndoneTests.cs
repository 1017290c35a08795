using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>What a message did and another one undid: it never looks as if it stood.</summary>
public sealed class UndoneTests
{
    [Theory]
    [InlineData("2208")]
    [InlineData("2601")]
    public async Task A_settlement_that_was_undone_says_so_and_by_what_when_its_message_comes_again(string by)
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(40m);
        var (first, second, undoing) = (town.NewMsgId(), town.NewMsgId(), town.NewMsgId());
        var settled = await town.Ask("2207", Town.Settlement(visit, 40m), first);
        await town.Ask("2207", Town.Settlement(visit, 40m), second);
        await town.Ask(by, by == "2208" ? Town.Cancellation(settled["setlinfo"]!) : Town.Reversal(first), undoing);

        var answers = new[]
        {
            await town.Send("2207", Town.Settlement(visit, 40m), first),
            await town.Send("2207", Town.Settlement(visit, 40m), second),
        };

        Assert.All(answers, answer => AssertUndone(answer, by, undoing));
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task A_settlement_that_was_undone_says_so_though_its_lines_are_gone_since()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(40m);
        var (msgid, undoing) = (town.NewMsgId(), town.NewMsgId());
        var settled = await town.Ask("2207", Town.Settlement(visit, 40m), msgid);
        await town.Ask("2208", Town.Cancellation(settled["setlinfo"]!), undoing);
        await town.Ask("2205", Batch(visit));

        var again = await town.Send("2207", Town.Settlement(visit, 40m), msgid);

        AssertUndone(again, "2208", undoing);
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    [Theory]
    [InlineData("2103")]
    [InlineData("2601")]
    [InlineData("2202")]
    public async Task A_purchase_that_was_undone_says_so_and_by_what(string by)
    {
        await using var town = await Town.Build();
        var (msgid, undoing) = (town.NewMsgId(), town.NewMsgId());
        var info = (await town.Ask("2102", Town.Purchase(40m), msgid, Town.Pharmacy))["setlinfo"]!;
        if (by == "2202")
        {
            await town.Ask("2103", Town.Cancellation(info), institution: Town.Pharmacy);
        }
        var undo = by switch
        {
            "2103" => Town.Cancellation(info),
            "2601" => Town.Reversal(msgid, "2102"),
            _ => Visit((string)info["mdtrt_id"]!),
        };
        await town.Ask(by, undo, undoing, Town.Pharmacy);

        var again = await town.Send("2102", Town.Purchase(40m), msgid, Town.Pharmacy);

        AssertUndone(again, by, undoing, Town.Pharmacy);
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task A_cancelled_registration_says_so_whichever_of_its_messages_comes_again()
    {
        await using var town = await Town.Build();
        var (register, diagnose, upload, cancel) =
            (town.NewMsgId(), town.NewMsgId(), town.NewMsgId(), town.NewMsgId());
        var registered = await town.Ask("2201", new() { ["data"] = Town.Registration() }, register);
        var visit = (string)registered["data"]!["mdtrt_id"]!;
        await town.Ask("2203", Town.Diagnosis(visit), diagnose);
        await town.Ask("2204", Lines(visit, "1"), upload);
        await town.Ask("2202", Visit(visit), cancel);

        var answers = new[]
        {
            await town.Send("2201", new() { ["data"] = Town.Registration() }, register),
            await town.Send("2203", Town.Diagnosis(visit), diagnose),
            await town.Send("2204", Lines(visit, "1"), upload),
        };

        Assert.All(answers, answer => AssertUndone(answer, "2202", cancel));
        Assert.Empty(await town.Ask("2202", Visit(visit), cancel));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0000")]
    public async Task Fee_lines_that_were_taken_back_say_so_and_those_that_came_later_stand(string batch)
    {
        await using var town = await Town.Build();
        var registered = await town.Ask("2201", new() { ["data"] = Town.Registration() });
        var visit = (string)registered["data"]!["mdtrt_id"]!;
        var (first, cancel, second, third) = (town.NewMsgId(), town.NewMsgId(), town.NewMsgId(), town.NewMsgId());
        await town.Ask("2204", Lines(visit, "1"), first);
        await town.Ask("2205", Batch(visit, batch), cancel);
        var later = await town.Ask("2204", Lines(visit, "2"), second);
        var standing = await town.Send("2204", Lines(visit, "2"), second);
        await town.Ask("2205", Batch(visit, batch), third);

        var undone = await town.Send("2204", Lines(visit, "1"), first);
        var undoneLater = await town.Send("2204", Lines(visit, "2"), second);

        Assert.True(JsonNode.DeepEquals(later, standing["output"]), $"{standing}");
        AssertUndone(undone, "2205", cancel);
        AssertUndone(undoneLater, "2205", third);
    }

    [Fact]
    public async Task Lines_of_one_batch_stand_when_those_of_another_are_taken_back()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(40m);
        var msgid = town.NewMsgId();
        JsonObject other = new() { ["feedetail"] = new JsonArray(Town.Fee(visit, 5m, batch: "2", line: "2")) };
        var first = await town.Ask("2204", other.DeepClone().AsObject(), msgid);
        await town.Ask("2205", Batch(visit));

        var again = await town.Ask("2204", other, msgid);

        Assert.True(JsonNode.DeepEquals(first, again));
    }

    [Fact]
    public async Task A_pre_settlement_of_a_settled_batch_answers_what_settling_would()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(40m);
        var msgid = town.NewMsgId();
        var settled = await town.Ask("2207", Town.Settlement(visit, 40m), msgid);

        var asked = await town.Send("2206", Town.Settlement(visit, 40m));
        var pressed = await town.Send("2207", Town.Settlement(visit, 40m));
        var inCash = await town.Send("2206", Town.Settlement(visit, 40m, account: "0"));

        Assert.True(JsonNode.DeepEquals(settled, asked["output"]), $"{asked}");
        Assert.Contains($"2207/{msgid}", (string?)asked["warn_msg"], StringComparison.Ordinal);
        Assert.Equal((string?)pressed["warn_msg"], (string?)asked["warn_msg"]);
        Assert.StartsWith("[settle.batch_settled_already]", (string?)inCash["err_msg"], StringComparison.Ordinal);
        Assert.Contains(
            (string)settled["setlinfo"]!["setl_id"]!, (string?)inCash["err_msg"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pre_settlement_of_a_batch_whose_settlement_was_undone_is_a_new_one()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(40m);
        var settled = await town.Ask("2207", Town.Settlement(visit, 40m));
        await town.Ask("2208", Town.Cancellation(settled["setlinfo"]!));

        var asked = await town.Send("2206", Town.Settlement(visit, 40m));
        var anew = await town.Ask("2207", Town.Settlement(visit, 40m));

        Assert.Equal(("", null), ((string?)asked["warn_msg"], (string?)asked["output"]!["setlinfo"]!["setl_id"]));
        Assert.Equal(10m, (decimal)asked["output"]!["setlinfo"]!["balc"]!);
        Assert.NotEqual((string?)settled["setlinfo"]!["setl_id"], (string?)anew["setlinfo"]!["setl_id"]);
        Assert.Equal(10m, await town.Balance(Town.Patient));
    }

    static void AssertUndone(JsonObject answer, string by, string msgid, string institution = Town.Hospital)
    {
        Assert.Equal(("-1", null), (answer["infcode"]!.ToJsonString(), answer["output"]));
        Assert.StartsWith("[operation.undone]", (string?)answer["err_msg"], StringComparison.Ordinal);
        Assert.EndsWith($"(msgid={institution}/{by}/{msgid})", (string?)answer["err_msg"], StringComparison.Ordinal);
    }

    static JsonObject Lines(string visit, string line) =>
        new() { ["feedetail"] = new JsonArray(Town.Fee(visit, 5m, line: line)) };

    static JsonObject Visit(string visit) =>
        new() { ["data"] = new JsonObject { ["psn_no"] = Town.Patient, ["mdtrt_id"] = visit } };

    static JsonObject Batch(string visit, string batch = "1") => new()
    {
        ["data"] = new JsonObject { ["psn_no"] = Town.Patient, ["mdtrt_id"] = visit, ["chrg_bchno"] = batch },
    };
}
