using System.Text.Json.Nodes;
using Gongji.Identity;
using Gongji.Nhsa.Desks;

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

    [Theory]
    [InlineData("2207A", "2207")]
    [InlineData("2208", "2208")]
    [InlineData("2102", "2102")]
    [InlineData("2103", "2103")]
    public async Task A_reversal_for_another_person_undoes_nothing_and_says_whose_the_message_is(
        string infno, string named)
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(20m);
        var msgid = town.NewMsgId();
        var institution = await Carry(town, infno, visit, msgid);
        var before = await town.Balance(Town.Patient);

        var wrong = await town.Send("2601", Town.Reversal(msgid, named, Town.Funder), institution: institution);
        var elsewhere = await town.Send(
            "2601", Town.Reversal(msgid, named, Town.Funder), institution: Town.OtherHospital);
        var nobody = await town.Send(
            "2601", Town.Reversal(msgid, named, "61010000000000000000009999"), institution: institution);

        Assert.StartsWith("[gateway.other_person]", (string?)wrong["err_msg"], StringComparison.Ordinal);
        Assert.EndsWith(
            $"(psn_no={new string('*', 22)}0002 / {new string('*', 22)}0001)",
            (string?)wrong["err_msg"],
            StringComparison.Ordinal);
        Assert.StartsWith(
            "[reverse.no_such_operation] 该人员", (string?)elsewhere["err_msg"], StringComparison.Ordinal);
        Assert.StartsWith("[person.not_enrolled]", (string?)nobody["err_msg"], StringComparison.Ordinal);
        Assert.Equal((before, 500m), (await town.Balance(Town.Patient), await town.Balance(Town.Funder)));
    }

    [Fact]
    public async Task A_message_that_settled_nothing_is_another_persons_all_the_same()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(20m);
        var msgid = town.NewMsgId();
        await town.Send("2207", Town.Settlement(visit, 21m), msgid);

        var wrong = await town.Send("2601", Town.Reversal(msgid, person: Town.Funder));
        var right = await town.Send("2601", Town.Reversal(msgid));

        Assert.StartsWith("[gateway.other_person]", (string?)wrong["err_msg"], StringComparison.Ordinal);
        Assert.StartsWith("[reverse.no_such_operation]", (string?)right["err_msg"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_that_is_good_for_two_persons_reverses_what_the_one_who_is_named_has()
    {
        await using var town = await Town.Build();
        var (visit, other) = (await town.Visit(20m), await town.Visit(30m, Town.Funder));
        var msgid = town.NewMsgId();
        await town.Ask("2207", Town.Settlement(visit, 20m), msgid);
        await town.Ask("2207", Town.Settlement(other, 30m, Town.Funder), msgid);

        await town.Ask("2601", Town.Reversal(msgid));

        Assert.Equal((50m, 470m), (await town.Balance(Town.Patient), await town.Balance(Town.Funder)));
    }

    [Fact]
    public async Task After_a_restart_a_purchase_still_tells_whose_it_is_and_a_settlement_does_not()
    {
        var (store, keys) = (new MemoryJournalStore(), IdentityKeys.Random());
        var (settled, bought) = ("", "");
        await using (var town = await Town.Build(store: store, keys: keys))
        {
            (settled, bought) = (town.NewMsgId(), town.NewMsgId());
            await town.Ask("2207", Town.Settlement(await town.Visit(20m), 20m), settled);
            await town.Ask("2102", Town.Purchase(20m), bought, Town.Pharmacy);
        }
        await using var again = new Town(await GatewayApp.Start(store: store, keys: keys));

        var hospital = await again.Send("2601", Town.Reversal(settled, person: Town.Funder), "again1");
        var pharmacy = await again.Send(
            "2601", Town.Reversal(bought, "2102", Town.Funder), "again2", institution: Town.Pharmacy);

        Assert.StartsWith("[reverse.no_such_operation]", (string?)hospital["err_msg"], StringComparison.Ordinal);
        Assert.StartsWith("[gateway.other_person]", (string?)pharmacy["err_msg"], StringComparison.Ordinal);
        Assert.Equal((10m, 500m), (await again.Balance(Town.Patient), await again.Balance(Town.Funder)));
    }

    [Fact]
    public void Only_the_newest_messages_are_remembered_and_each_by_whom_it_was_about_last()
    {
        var heard = new HeardMessages();
        var (first, second) = (PersonNo.Of(Town.Patient), PersonNo.Of(Town.Funder));
        heard.Note(OperationId.Of("H/2207/0"), first);
        heard.Note(OperationId.Of("H/2207/1"), first);
        heard.Note(OperationId.Of("H/2207/1"), second);

        foreach (var number in Enumerable.Range(2, HeardMessages.Max - 1))
        {
            heard.Note(OperationId.Of($"H/2207/{number}"), first);
        }

        Assert.Null(heard.About(OperationId.Of("H/2207/0")));
        Assert.Equal(second, heard.About(OperationId.Of("H/2207/1")));
        Assert.Equal(first, heard.About(OperationId.Of($"H/2207/{HeardMessages.Max}")));
    }

    /// <summary>Sends a message about the patient; returns the institution that it is of.</summary>
    static async Task<string> Carry(Town town, string infno, string visit, string msgid)
    {
        switch (infno)
        {
            case "2207A":
                await town.Ask(infno, Town.Settlement(visit, 20m), msgid);
                return Town.Hospital;
            case "2208":
                var settled = await town.Ask("2207", Town.Settlement(visit, 20m));
                await town.Ask(infno, Town.Cancellation(settled["setlinfo"]!), msgid);
                return Town.Hospital;
            case "2102":
                await town.Ask(infno, Town.Purchase(20m), msgid, Town.Pharmacy);
                return Town.Pharmacy;
            default:
                var bought = await town.Ask("2102", Town.Purchase(20m), institution: Town.Pharmacy);
                await town.Ask(infno, Town.Cancellation(bought["setlinfo"]!), msgid, Town.Pharmacy);
                return Town.Pharmacy;
        }
    }
}
