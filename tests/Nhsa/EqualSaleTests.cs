using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>A sale that looks like another of the same day: it is booked, and a warning names the other.</summary>
public sealed class EqualSaleTests
{
    const string OtherPharmacy = "P61010300008";

    [Fact]
    public async Task A_purchase_that_equals_another_of_the_day_is_booked_and_names_it()
    {
        await using var town = await Town.Build();
        var msgid = town.NewMsgId();
        var first = await Buy(town, Town.Purchase(20m));
        var asked = await town.Send("2101", Town.Purchase(20m), institution: Town.Pharmacy);

        var second = await Buy(town, Later(Renumbered(Town.Purchase(20m))), msgid);
        await town.Ask("2103", Town.Cancellation(first["output"]!["setlinfo"]!), institution: Town.Pharmacy);
        var again = await Buy(town, Later(Renumbered(Town.Purchase(20m))), msgid);

        Assert.Equal("", (string?)first["warn_msg"]);
        AssertNames(first, asked);
        AssertNames(first, second);
        Assert.Equal(10m, (decimal)second["output"]!["setlinfo"]!["balc"]!);
        Assert.Equal((string?)second["warn_msg"], (string?)again["warn_msg"]);
        Assert.Equal(30m, await town.Balance(Town.Patient));
    }

    [Theory]
    [InlineData("amount")]
    [InlineData("item")]
    [InlineData("day")]
    [InlineData("institution")]
    [InlineData("person")]
    [InlineData("undone")]
    [InlineData("lines")]
    public async Task A_purchase_that_differs_or_whose_equal_was_undone_names_none(string difference)
    {
        await using var town = await Town.Build();
        var first = await Buy(town, Town.Purchase(20m));
        var other = Town.Purchase(
            difference == "amount" ? 21m : 20m, difference == "person" ? Town.Funder : Town.Patient);
        switch (difference)
        {
            case "item":
                other["drugdetail"]![0]!["med_list_codg"] = "XA06AB";
                break;
            case "day":
                other["druginfo"]!["begntime"] = "2026-03-01 09:50:00";
                break;
            case "institution":
                await town.Register(OtherPharmacy, "安康大药房", "pharmacy", 0);
                break;
            case "undone":
                await town.Ask("2103", Town.Cancellation(first["output"]!["setlinfo"]!), institution: Town.Pharmacy);
                break;
            case "lines":
                other["druginfo"]!["medfee_sumamt"] = 40m;
                var line = other["drugdetail"]![0]!.DeepClone();
                line["feedetl_sn"] = "2";
                other["drugdetail"]!.AsArray().Add(line);
                break;
        }

        var second = await town.Send(
            "2102", other, institution: difference == "institution" ? OtherPharmacy : Town.Pharmacy);

        Assert.True((int)second["infcode"]! == 0, $"{second}");
        Assert.Equal("", (string?)second["warn_msg"]);
    }

    [Fact]
    public async Task A_visit_that_is_registered_and_settled_anew_names_the_settlement_that_stands()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(20m);
        var first = await town.Send("2207", Town.Settlement(visit, 20m));
        var anew = await town.Visit(20m);

        var asked = await town.Send("2206", Town.Settlement(anew, 20m));
        var second = await town.Send("2207", Town.Settlement(anew, 20m));
        var pressed = await town.Send("2207", Town.Settlement(anew, 20m));

        AssertNames(first, asked);
        AssertNames(first, second);
        AssertNames(first, pressed);
        Assert.Contains("2207/", (string?)pressed["warn_msg"], StringComparison.Ordinal);
        Assert.Equal(10m, await town.Balance(Town.Patient));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("later", true)]
    [InlineData("number", false)]
    [InlineData("day", false)]
    [InlineData("institution", false)]
    [InlineData("person", false)]
    [InlineData("undone", false)]
    public async Task A_visit_that_is_registered_anew_names_the_settlement_of_the_first(string difference, bool named)
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(20m);
        var settled = await town.Ask("2207", Town.Settlement(visit, 20m));
        var registration = Town.Registration(difference == "person" ? Town.Funder : Town.Patient);
        switch (difference)
        {
            case "later":
                registration["begntime"] = "2026-03-02 09:59:59";
                break;
            case "number":
                registration["ipt_otp_no"] = "M0002";
                break;
            case "day":
                registration["begntime"] = "2026-03-01 09:30:00";
                break;
            case "undone":
                await town.Ask("2208", Town.Cancellation(settled["setlinfo"]!));
                break;
        }

        var answer = await town.Send(
            "2201",
            new() { ["data"] = registration },
            institution: difference == "institution" ? Town.OtherHospital : Town.Hospital);

        Assert.True((int)answer["infcode"]! == 0, $"{answer}");
        var warning = (string?)answer["warn_msg"];
        var settlement = (string)settled["setlinfo"]!["setl_id"]!;
        Assert.True(named ? warning!.Contains(settlement, StringComparison.Ordinal) : warning == "", warning);
    }

    [Theory]
    [InlineData("2202")]
    [InlineData("2205")]
    [InlineData("2204")]
    public async Task What_a_settlement_forbids_names_it_so_that_it_can_be_cancelled(string infno)
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(20m);
        var lost = await town.Ask("2207", Town.Settlement(visit, 20m));
        JsonObject input = infno switch
        {
            "2202" => new() { ["data"] = new JsonObject { ["psn_no"] = Town.Patient, ["mdtrt_id"] = visit } },
            "2204" => new() { ["feedetail"] = new JsonArray(Town.Fee(visit, 5m, line: "2")) },
            _ => new()
            {
                ["data"] = new JsonObject { ["psn_no"] = Town.Patient, ["mdtrt_id"] = visit, ["chrg_bchno"] = "1" },
            },
        };

        var refused = await town.Send(infno, input);
        var named = ((string)refused["err_msg"]!).Split("setl_id=")[1].TrimEnd(')');
        await town.Ask("2208", Town.Cancellation(new JsonObject { ["setl_id"] = named, ["mdtrt_id"] = visit }));

        Assert.StartsWith("[visit.settlement_stands]", (string?)refused["err_msg"], StringComparison.Ordinal);
        Assert.Equal((string?)lost["setlinfo"]!["setl_id"], named);
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    static Task<JsonObject> Buy(Town town, JsonObject purchase, string? msgid = null) =>
        town.Send("2102", purchase, msgid, Town.Pharmacy);

    static JsonObject Renumbered(JsonObject purchase)
    {
        purchase["drugdetail"]![0]!["feedetl_sn"] = "77";
        return purchase;
    }

    static JsonObject Later(JsonObject purchase)
    {
        purchase["druginfo"]!["begntime"] = "2026-03-02 09:59:59";
        return purchase;
    }

    static void AssertNames(JsonObject first, JsonObject answer)
    {
        Assert.True((int)answer["infcode"]! == 0, $"{answer}");
        Assert.Contains(
            (string)first["output"]!["setlinfo"]!["setl_id"]!, (string?)answer["warn_msg"], StringComparison.Ordinal);
    }
}
