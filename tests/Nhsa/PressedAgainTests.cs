using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>What undoes, pressed a second time under another msgid, or naming the wrong message: it says what it found
/// and undoes nothing else.</summary>
public sealed class PressedAgainTests
{
    [Theory]
    [InlineData("2208", "2208")]
    [InlineData("2601", "2208")]
    public async Task A_settlement_that_is_cancelled_again_gets_the_first_answer_and_a_warning(string by, string then)
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(40m);
        var (msgid, undoing, again) = (town.NewMsgId(), town.NewMsgId(), town.NewMsgId());
        var info = (await town.Ask("2207", Town.Settlement(visit, 40m), msgid))["setlinfo"]!;
        var undo = by == "2208" ? Town.Cancellation(info) : Town.Reversal(msgid);
        var first = await town.Send(by, undo.DeepClone().AsObject(), undoing);

        var second = await town.Send(then, Town.Cancellation(info), again);
        var repeated = await town.Send(then, Town.Cancellation(info), again);

        Assert.Equal("", (string?)first["warn_msg"]);
        Assert.Equal(0, (int)second["infcode"]!);
        Assert.Contains($"{by}/{undoing}", (string?)second["warn_msg"], StringComparison.Ordinal);
        Assert.Equal(undoing, (string?)second["output"]!["setlinfo"]!["medins_setl_id"]);
        Assert.Equal(-40m, (decimal)second["output"]!["setlinfo"]!["acct_pay"]!);
        Assert.True(by != "2208" || JsonNode.DeepEquals(first["output"], second["output"]), $"{second}");
        Assert.True(JsonNode.DeepEquals(second["output"], repeated["output"]), $"{repeated}");
        Assert.Equal((string?)second["warn_msg"], (string?)repeated["warn_msg"]);
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task A_purchase_that_is_cancelled_again_gets_the_first_answer_and_a_warning()
    {
        await using var town = await Town.Build();
        var undoing = town.NewMsgId();
        var info = (await town.Ask("2102", Town.Purchase(40m), institution: Town.Pharmacy))["setlinfo"]!;
        var first = await town.Ask("2103", Town.Cancellation(info), undoing, Town.Pharmacy);

        var second = await town.Send("2103", Town.Cancellation(info), institution: Town.Pharmacy);

        Assert.True(JsonNode.DeepEquals(first, second["output"]), $"{second}");
        Assert.Contains($"2103/{undoing}", (string?)second["warn_msg"], StringComparison.Ordinal);
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task A_reversal_of_what_was_cancelled_succeeds_and_says_by_what_it_was()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(40m);
        var (msgid, undoing, own) = (town.NewMsgId(), town.NewMsgId(), town.NewMsgId());
        var info = (await town.Ask("2207", Town.Settlement(visit, 40m), msgid))["setlinfo"]!;
        await town.Ask("2208", Town.Cancellation(info), undoing);

        var reversed = await town.Send("2601", Town.Reversal(msgid), own);
        var repeated = await town.Send("2601", Town.Reversal(msgid), own);

        Assert.Equal(0, (int)reversed["infcode"]!);
        Assert.Contains($"2208/{undoing}", (string?)reversed["warn_msg"], StringComparison.Ordinal);
        Assert.Equal((string?)reversed["warn_msg"], (string?)repeated["warn_msg"]);
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task A_registration_that_is_cancelled_again_is_told_as_cancelled_before()
    {
        await using var town = await Town.Build();
        var registered = await town.Ask("2201", new() { ["data"] = Town.Registration() });
        JsonObject cancel = new()
        {
            ["data"] = new JsonObject
            {
                ["psn_no"] = Town.Patient,
                ["mdtrt_id"] = (string)registered["data"]!["mdtrt_id"]!,
            },
        };
        var (first, second) = (town.NewMsgId(), town.NewMsgId());

        var cancelled = await town.Send("2202", cancel.DeepClone().AsObject(), first);
        var again = await town.Send("2202", cancel.DeepClone().AsObject(), second);
        var repeated = await town.Send("2202", cancel.DeepClone().AsObject(), second);

        Assert.Equal((0, ""), ((int)cancelled["infcode"]!, (string?)cancelled["warn_msg"]));
        Assert.Equal((0, 0), ((int)again["infcode"]!, (int)repeated["infcode"]!));
        Assert.Contains($"2202/{first}", (string?)again["warn_msg"], StringComparison.Ordinal);
        Assert.Contains($"2202/{first}", (string?)repeated["warn_msg"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reversal_of_a_second_press_undoes_nothing_and_names_the_message_that_settled()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(40m);
        var (first, second) = (town.NewMsgId(), town.NewMsgId());
        var settled = await town.Ask("2207", Town.Settlement(visit, 40m), first);
        await town.Ask("2207", Town.Settlement(visit, 40m), second);

        var wrong = await town.Send("2601", Town.Reversal(second));
        var between = await town.Balance(Town.Patient);
        await town.Ask("2601", Town.Reversal(first));

        Assert.StartsWith("[reverse.settled_by_another]", (string?)wrong["err_msg"], StringComparison.Ordinal);
        Assert.Contains($"2207/{first}", (string?)wrong["err_msg"], StringComparison.Ordinal);
        Assert.Contains((string)settled["setlinfo"]!["setl_id"]!, (string?)wrong["err_msg"], StringComparison.Ordinal);
        Assert.Equal((10m, 50m), (between, await town.Balance(Town.Patient)));
    }

    [Theory]
    [InlineData("2102")]
    [InlineData("2208")]
    [InlineData("2206")]
    [InlineData("2304")]
    public async Task A_reversal_under_another_number_undoes_nothing_and_names_the_right_one(string number)
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(40m);
        var msgid = town.NewMsgId();
        await town.Ask("2207A", Town.Settlement(visit, 40m), msgid);

        var wrong = await town.Send("2601", Town.Reversal(msgid, number));
        var between = await town.Balance(Town.Patient);
        await town.Ask("2601", Town.Reversal(msgid));

        Assert.StartsWith("[gateway.other_transaction]", (string?)wrong["err_msg"], StringComparison.Ordinal);
        Assert.EndsWith($"(oinfno={number} / 2207)", (string?)wrong["err_msg"], StringComparison.Ordinal);
        Assert.Equal((10m, 50m), (between, await town.Balance(Town.Patient)));
    }

    [Fact]
    public async Task An_id_that_another_transaction_used_bars_the_message_that_it_was_meant_for()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(40m);
        var msgid = town.NewMsgId();
        var info = (await town.Ask("2207", Town.Settlement(visit, 40m)))["setlinfo"]!;
        await town.Ask("2208", Town.Cancellation(info), msgid);

        var reversed = await town.Send("2601", Town.Reversal(msgid));
        var late = await town.Send("2207", Town.Settlement(visit, 40m), msgid);

        Assert.EndsWith("(oinfno=2207 / 2208)", (string?)reversed["err_msg"], StringComparison.Ordinal);
        Assert.StartsWith("[operation.barred]", (string?)late["err_msg"], StringComparison.Ordinal);
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task A_reversal_for_another_person_undoes_nothing_and_says_what_it_found()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(20m);
        var (settled, bought) = (town.NewMsgId(), town.NewMsgId());
        await town.Ask("2207", Town.Settlement(visit, 20m), settled);
        await town.Ask("2102", Town.Purchase(20m), bought, Town.Pharmacy);

        var hospital = await town.Send("2601", Town.Reversal(settled, person: Town.Funder));
        var pharmacy = await town.Send(
            "2601", Town.Reversal(bought, "2102", Town.Funder), institution: Town.Pharmacy);
        var nobody = await town.Send("2601", Town.Reversal(settled, person: "61010000000000000000009999"));

        Assert.StartsWith("[reverse.no_such_operation] 该人员", (string?)hospital["err_msg"], StringComparison.Ordinal);
        Assert.StartsWith("[gateway.other_person]", (string?)pharmacy["err_msg"], StringComparison.Ordinal);
        Assert.StartsWith("[person.not_enrolled]", (string?)nobody["err_msg"], StringComparison.Ordinal);
        Assert.Equal((10m, 500m), (await town.Balance(Town.Patient), await town.Balance(Town.Funder)));
    }
}
