using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>Whatever comes in is answered with a stable code and a sentence, and nothing is booked.</summary>
public sealed class BadInputTests
{
    /// <summary>The body with ' for ".</summary>
    [Theory]
    [InlineData("message.not_json", "{'infno':")]
    [InlineData("message.not_json", "")]
    [InlineData("message.not_json", "hello")]
    [InlineData("message.not_json", "{'infno':'\\ud800'}")]
    [InlineData("message.not_an_object", "[1,2]")]
    [InlineData("message.field_missing", "{}")]
    public async Task A_body_that_is_no_message_is_refused(string code, string body)
    {
        await using var app = await GatewayApp.Start();

        using var answer = await app.Post(body.Replace('\'', '"'));
        var envelope = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("-1", envelope["infcode"]!.ToJsonString());
        Assert.StartsWith($"[{code}]", (string?)envelope["err_msg"], StringComparison.Ordinal);
    }

    /// <summary>One field of an envelope that is right otherwise, and what stands in it.</summary>
    [Theory]
    [InlineData("message.id_malformed", "msgid", "\"a b\"")]
    [InlineData("message.id_malformed", "msgid", "\"a/b\"")]
    [InlineData("message.text_too_long", "msgid", "1234567890123456789012345678901")]
    [InlineData("message.field_missing", "msgid", "\" \"")]
    [InlineData("message.text_too_long", "infno", "\"2207xxx\"")]
    [InlineData("message.node_malformed", "infno", "{}")]
    [InlineData("message.unknown_transaction", "infno", "\"9999\"")]
    [InlineData("message.field_missing", "fixmedins_code", "null")]
    [InlineData("message.node_missing", "input", "null")]
    [InlineData("message.node_missing", "input", "{}")]
    [InlineData("message.node_malformed", "input", "[]")]
    [InlineData("message.input_encrypted", "input", "\"c2E=\"")]
    [InlineData("message.node_malformed", "input", "{\"data\":1}")]
    [InlineData("message.one_record_only", "input", "{\"data\":[]}")]
    public async Task A_broken_envelope_is_refused(string code, string field, string json)
    {
        await using var app = await GatewayApp.Start();
        var message = new JsonObject
        {
            ["infno"] = "2207",
            ["msgid"] = "1",
            ["fixmedins_code"] = "H1",
            ["input"] = new JsonObject { ["data"] = new JsonObject() },
        };
        message[field] = JsonNode.Parse(json);

        var answer = await app.Send(message);

        Assert.StartsWith($"[{code}]", (string?)answer["err_msg"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_is_not_utf8_is_refused()
    {
        await using var app = await GatewayApp.Start();

        using var answer = await app.Post([(byte)'{', 0xC3, 0x28, (byte)'}']);

        Assert.Contains("[message.not_utf8]", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nesting_without_end_is_refused()
    {
        await using var app = await GatewayApp.Start();

        using var answer = await app.Post(new StringBuilder().Append('[', 100_000).ToString());

        Assert.Contains("[message.not_json]", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("message.field_missing", "psn_no", null)]
    [InlineData("message.id_malformed", "psn_no", "王小明")]
    [InlineData("person.not_enrolled", "psn_no", "61010000000000000000009999")]
    [InlineData("visit.unknown", "mdtrt_id", "610103V00000000000000000000")]
    [InlineData("visit.batch_unknown", "chrg_bchno", "2")]
    [InlineData("message.field_missing", "medfee_sumamt", "")]
    [InlineData("message.not_a_number", "medfee_sumamt", "sixty")]
    [InlineData("message.amount_negative", "medfee_sumamt", "-60.00")]
    [InlineData("message.too_many_decimals", "medfee_sumamt", "60.001")]
    [InlineData("message.too_many_decimals", "medfee_sumamt", "60.000000000000000000000000000000001")]
    [InlineData("message.too_many_decimals", "medfee_sumamt", "1e-29")]
    [InlineData("message.amount_negative", "medfee_sumamt", "-1e-400")]
    [InlineData("message.amount_too_large", "medfee_sumamt", "100000000000000")]
    [InlineData("message.amount_too_large", "medfee_sumamt", "1e300")]
    [InlineData("gateway.total_differs", "medfee_sumamt", "60.01")]
    [InlineData("gateway.part_differs", "inscp_scp_amt", "59.99")]
    [InlineData("gateway.part_differs", "fulamt_ownpay_amt", "0.01")]
    [InlineData("message.code_unknown", "acct_used_flag", "2")]
    [InlineData("gateway.med_type_not_supported", "med_type", "14")]
    [InlineData("gateway.med_type_differs", "med_type", "41")]
    public async Task A_settlement_with_a_wrong_field_is_refused_and_names_it(string code, string field, string? value)
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var input = Town.Settlement(visit, 60m);
        input["data"]![field] = value;

        var answers = new[]
        {
            await town.Send("2206", input.DeepClone().AsObject()),
            await town.Send("2207", input.DeepClone().AsObject()),
        };

        Assert.All(answers, answer =>
        {
            Assert.StartsWith($"[{code}]", (string?)answer["err_msg"], StringComparison.Ordinal);
            Assert.Contains(field, (string?)answer["err_msg"], StringComparison.Ordinal);
        });
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    [Theory]
    [InlineData("visit.line_does_not_add_up", "pric", "59.00")]
    [InlineData("visit.line_does_not_add_up", "cnt", "2")]
    [InlineData("message.amount_negative", "det_item_fee_sumamt", "-60")]
    [InlineData("message.too_many_decimals", "det_item_fee_sumamt", "60.001")]
    [InlineData("message.too_many_decimals", "det_item_fee_sumamt", "1E-400")]
    [InlineData("message.too_many_decimals", "cnt", "1e-29")]
    [InlineData("message.too_many_decimals", "pric", "60.0000001")]
    [InlineData("message.amount_too_large", "det_item_fee_sumamt", "99999999999999999")]
    [InlineData("message.field_missing", "med_list_codg", null)]
    [InlineData("message.field_missing", "feedetl_sn", null)]
    [InlineData("message.code_unknown", "hosp_appr_flag", "3")]
    [InlineData("message.code_unknown", "hosp_appr_flag", "yes")]
    [InlineData("visit.other_person", "psn_no", Town.Funder)]
    [InlineData("visit.unknown", "mdtrt_id", "V9")]
    public async Task A_fee_line_with_a_wrong_field_is_refused_and_no_line_is_kept(
        string code, string field, string? value)
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(1m);
        var line = Town.Fee(visit, 60m, batch: "2", line: "2");
        line[field] = value;

        var answer = await town.Send("2204", new() { ["feedetail"] = new JsonArray(line) });
        var settled = await town.Send("2206", Town.Settlement(visit, 60m, batch: "2"));

        Assert.StartsWith($"[{code}]", (string?)answer["err_msg"], StringComparison.Ordinal);
        Assert.StartsWith("[visit.batch_unknown]", (string?)settled["err_msg"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fee_lines_of_two_batches_in_one_message_are_refused()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(1m);

        var answer = await town.Send("2204", new()
        {
            ["feedetail"] = new JsonArray(
                Town.Fee(visit, 2m, batch: "2", line: "2"), Town.Fee(visit, 3m, batch: "3", line: "3")),
        });

        Assert.StartsWith("[gateway.lines_differ]", (string?)answer["err_msg"], StringComparison.Ordinal);
        Assert.EndsWith("(feedetail[1].chrg_bchno=3)", (string?)answer["err_msg"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_insured_area_of_another_pool_is_refused()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);

        var registered = await town.Send("2201", new() { ["data"] = Town.Registration() }, insured: "610700");
        var settled = await town.Send("2207", Town.Settlement(visit, 60m), insured: "610700");
        var sameprovince = await town.Send("2207", Town.Settlement(visit, 60m), insured: "61");

        Assert.All([registered, settled, sameprovince], static answer => Assert.StartsWith(
            "[gateway.insured_area_differs]", (string?)answer["err_msg"], StringComparison.Ordinal));
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task An_institution_that_is_not_registered_is_refused()
    {
        await using var town = await Town.Build();

        var signIn = await town.Send(
            "9001", new() { ["signIn"] = new JsonObject { ["opter_no"] = "1" } }, institution: "H99999999999");
        var visit = await town.Send("2201", new() { ["data"] = Town.Registration() }, institution: "H99999999999");
        var purchase = await town.Send("2102", Town.Purchase(1m), institution: "P99999999999");

        Assert.Contains("[institution.unknown]", (string?)signIn["err_msg"], StringComparison.Ordinal);
        Assert.Contains("[institution.unknown]", (string?)visit["err_msg"], StringComparison.Ordinal);
        Assert.Contains("[visit.institution_unknown]", (string?)purchase["err_msg"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_purchase_whose_total_is_not_its_lines_leaves_nothing_behind()
    {
        await using var town = await Town.Build();
        var wrong = Town.Purchase(40m);
        wrong["druginfo"]!["medfee_sumamt"] = "41.00";
        var msgid = town.NewMsgId();

        var refused = await town.Send("2102", wrong, msgid, Town.Pharmacy);
        var corrected = await town.Ask("2102", Town.Purchase(40m), msgid, Town.Pharmacy);

        Assert.StartsWith("[gateway.total_differs]", (string?)refused["err_msg"], StringComparison.Ordinal);
        Assert.Equal(40m, (decimal)corrected["setlinfo"]!["medfee_sumamt"]!);
    }

    [Theory]
    [InlineData("14", "gateway.med_type_not_supported")]
    [InlineData("", "message.field_missing")]
    public async Task A_medical_category_that_is_not_settled_here_is_refused_at_the_visit(string medType, string code)
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);

        var answer = await town.Send("2203A", Town.Diagnosis(visit, medType: medType));

        Assert.StartsWith($"[{code}]", (string?)answer["err_msg"], StringComparison.Ordinal);
    }
}
