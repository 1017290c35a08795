using System.Text.Json;
using System.Text.Json.Nodes;
using Gongji.Border.Json;

namespace Gongji.Tests.Nhsa;

/// <summary>The same content in another spelling is the same message, and another content is another one.</summary>
public sealed class SpellingTests
{
    [Theory]
    [InlineData("60.0")]
    [InlineData("60")]
    [InlineData("\"60.00\"")]
    [InlineData("\" 60 \"")]
    [InlineData("6e1")]
    [InlineData("6000E-2")]
    public async Task A_settlement_whose_amount_is_written_otherwise_gets_the_answer_of_the_first(string amount)
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var message = town.Message("2207", Town.Settlement(visit, 60.00m));
        var respelled = message.ToJsonString().Replace("\"medfee_sumamt\":60.00", $"\"medfee_sumamt\":{amount}");

        var first = await town.App.Send(message);
        using var again = await town.App.Post(respelled);
        var second = JsonNode.Parse(await again.Content.ReadAsStringAsync())!;

        Assert.Equal("", (string?)second["err_msg"]);
        Assert.True(JsonNode.DeepEquals(first["output"], second["output"]));
        Assert.Equal(0m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task Fee_lines_and_purchases_with_other_spellings_are_the_same()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(1m);
        var line = Town.Fee(visit, 60m, batch: "2", line: "2");
        var (lines, purchase) = (town.NewMsgId(), town.NewMsgId());
        var upload = await town.Ask("2204", new() { ["feedetail"] = new JsonArray(line.DeepClone()) }, lines);
        var bought = await town.Ask("2102", Town.Purchase(40m), purchase, Town.Pharmacy);

        (line["cnt"], line["pric"], line["det_item_fee_sumamt"]) = ("1.0000", "60.000000", "60.0");
        var again = Town.Purchase(40m);
        (again["druginfo"]!["medfee_sumamt"], again["drugdetail"]![0]!["pric"]) = ("40", 40.0000m);

        Assert.True(JsonNode.DeepEquals(
            upload, await town.Ask("2204", new() { ["feedetail"] = new JsonArray(line) }, lines)));
        Assert.True(JsonNode.DeepEquals(bought, await town.Ask("2102", again, purchase, Town.Pharmacy)));
    }

    [Theory]
    [InlineData(true, "{'medfee_sumamt':400.00}", "{'medfee_sumamt':'4e2'}")]
    [InlineData(true, "{'medfee_sumamt':0}", "{'medfee_sumamt':'-0.00'}")]
    [InlineData(true, "{'a':[{'cnt':1,'pric':0.5}]}", "{'a':[{'pric':'0.500000','cnt':'1.0000'}]}")]
    [InlineData(true, "{'chrg_bchno':1}", "{'chrg_bchno':' 1 '}")]
    [InlineData(true, "{'a':'','b':null,'c':' '}", "{}")]
    [InlineData(true, "{'a':'\\u738b'}", "{'a':'王'}")]
    [InlineData(false, "{'medfee_sumamt':400.00}", "{'medfee_sumamt':400.01}")]
    [InlineData(false, "{'medfee_sumamt':0}", "{}")]
    [InlineData(false, "{'medfee_sumamt':'1e-29'}", "{'medfee_sumamt':0}")]
    [InlineData(false, "{'medfee_sumamt':'x'}", "{'medfee_sumamt':'y'}")]
    [InlineData(false, "{'chrg_bchno':1}", "{'chrg_bchno':1.0}")]
    [InlineData(false, "{'chrg_bchno':'0'}", "{'chrg_bchno':'00'}")]
    [InlineData(false, "{'a':[1,null]}", "{'a':[1]}")]
    [InlineData(false, "{'a':[1,2]}", "{'a':[2,1]}")]
    [InlineData(false, "{'a':{'b':1}}", "{'a':{},'b':1}")]
    [InlineData(false, "{'a':'x\\\",\\\"b\\\":\\\"y'}", "{'a':'x','b':'y'}")]
    public void Two_inputs_are_the_same_where_they_are_read_alike(bool same, string one, string other)
    {
        string Of(string json) => Canonical.Of(JsonElement.Parse(json.Replace('\'', '"')));

        Assert.Equal(same, Of(one) == Of(other));
    }

    [Fact]
    public void No_number_is_read_that_the_content_of_a_message_does_not_know_as_one()
    {
        var node = NodeReader.Of(JsonElement.Parse("""{"new_amt":1,"pric":2}"""));

        Assert.Equal(2m, node.Number("pric", decimals: 2));
        Assert.Throws<ArgumentException>(() => node.Money("new_amt"));
    }

    [Fact]
    public async Task A_change_of_the_administration_is_what_its_body_says_however_it_is_written()
    {
        await using var town = await Town.Build();
        var path = $"persons/{Town.Patient}/credits";
        await town.Credit(Town.Patient, "100.00", 2026, "k");

        await town.Change("POST", path, new() { ["year"] = 2026, ["amount"] = 100 }, "k");
        JsonObject full = new() { ["amount"] = "1e2", ["source"] = "contribution", ["year"] = 2026 };
        await town.Change("POST", path, full, "k");
        var other = await town.App.Admin("POST", path, new() { ["amount"] = 100.01m, ["year"] = 2026 }, "k");
        var year = await town.App.Admin("POST", path, new() { ["amount"] = 100, ["year"] = 2025 }, "k");

        Assert.All([other, year], static reply => Assert.Equal(
            (409, "operation.id_used_for_other_content"), (reply.Status, reply.Code)));
        Assert.Equal(150m, await town.Balance(Town.Patient));
    }
}
