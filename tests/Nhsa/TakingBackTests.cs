using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>Credits that were wrong, taken back through the administration and by bulk import.</summary>
public sealed class TakingBackTests
{
    const string Credits = $"persons/{Town.Patient}/credits";

    [Fact]
    public async Task A_credit_of_the_wrong_person_is_taken_back_by_its_key_as_if_it_had_not_been()
    {
        await using var town = await Town.Build();
        await town.Credit(Town.Patient, "500.00", 2026, "wrong");

        var taken = await town.App.Admin("DELETE", $"{Credits}/wrong", [], "cancel");
        var again = await town.App.Admin("DELETE", $"{Credits}/wrong", [], "cancel");
        var other = await town.App.Admin("DELETE", $"{Credits}/wrong", [], "another");
        await town.Credit(Town.Patient, "500.00", 2026, "wrong");

        Assert.Equal((200, 200), (taken.Status, again.Status));
        Assert.Equal(taken.Body.ToJsonString(), again.Body.ToJsonString());
        Assert.Equal((422, "person.credit_taken_back_already"), (other.Status, other.Code));
        Assert.Equal("admin/take_back/cancel", (string?)other.Body["value"]);
        Assert.Equal(50m, await town.Balance(Town.Patient));
        var line = (await Statement(town))[^1]!;
        Assert.Equal(
            ("credit_taken_back", "admin/credit/wrong", "mistake", 500m, 0m),
            ((string?)line["what"], (string?)line["credit"], (string?)line["takenBackFor"], (decimal)line["out"]!,
                (decimal)line["owed"]!));
    }

    [Theory]
    [InlineData("?reason=wrongPerson", 200, "")]
    [InlineData("?reason=whim", 400, "admin.value_malformed")]
    public async Task A_whole_credit_is_taken_back_for_the_reason_that_is_said(string query, int status, string code)
    {
        await using var town = await Town.Build();

        var reply = await town.App.Admin("DELETE", $"{Credits}/c2{query}", [], "k1");

        Assert.Equal((status, code), (reply.Status, reply.Code));
        var last = (await Statement(town))[^1]!;
        Assert.Equal(status == 200 ? "wrongPerson" : null, (string?)last["takenBackFor"]);
        Assert.Equal(status == 200 ? 30m : 50m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task A_part_is_taken_back_with_its_reason_and_what_was_spent_is_owed()
    {
        await using var town = await Town.Build();
        await town.Credit(Town.Patient, "120.00", 2026, "march");
        // 170.00 are there; 160.00 are spent.
        await town.Ask("2207", Town.Settlement(await town.Visit(160m), 160m));

        await town.Change("DELETE", $"{Credits}/march?reason=corrected&amount=49.08", [], "k1");
        var person = (await town.App.Admin("GET", $"persons/{Town.Patient}")).Body;
        await town.Credit(Town.Patient, "103.64", 2026, "april");
        var later = (await town.App.Admin("GET", $"persons/{Town.Patient}")).Body;

        Assert.Equal((0m, 39.08m), ((decimal)person["balance"]!, (decimal)person["owed"]!));
        Assert.Equal((64.56m, 0m), ((decimal)later["balance"]!, (decimal)later["owed"]!));
        Assert.Equal("corrected", (string?)(await Statement(town))[^2]!["takenBackFor"]);
    }

    /// <summary>What stands behind the path of credits, status, code, field, value.</summary>
    [Theory]
    [InlineData("c1?reason=whim", 400, "admin.value_malformed", "reason",
        "whim (mistake, wrongPerson, duplicate, corrected, notEntitled, ordered)")]
    [InlineData("a%20b", 400, "message.id_malformed", "credit", "admin/credit/a b")]
    [InlineData("c9", 422, "person.no_such_credit", "credit", "admin/credit/c9")]
    [InlineData("c3", 422, "person.no_such_credit", "credit", "admin/credit/c3")]
    [InlineData("import/credit/c1", 422, "person.no_such_credit", "credit", "import/credit/c1")]
    [InlineData("admin%2Fperson%2Fe", 422, "person.no_such_credit", "credit", "admin/person/e")]
    [InlineData("c1?amount=30.01", 422, "person.more_than_credited", "amount", "30.01 > 30.00")]
    [InlineData("c1?amount=0", 422, "person.amount_is_zero", "amount", "0.00")]
    [InlineData("c1?amount=-1", 400, "message.amount_negative", "amount", "-1")]
    [InlineData("c1?amount=1e-29", 400, "message.too_many_decimals", "amount", "1e-29")]
    public async Task What_can_t_be_taken_back_is_refused_with_its_reason(
        string credit, int status, string code, string field, string value)
    {
        await using var town = await Town.Build();

        var reply = await town.App.Admin("DELETE", $"{Credits}/{credit}", [], "k1");

        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.Equal((field, value), ((string?)reply.Body["field"], (string?)reply.Body["value"]));
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    [Theory]
    [InlineData("admin/credit/c1")]
    [InlineData("admin%2Fcredit%2fc1")]
    public async Task A_credit_is_named_by_the_operation_that_its_answer_told(string name)
    {
        await using var town = await Town.Build();

        await town.Change("DELETE", $"{Credits}/{name}?amount=10", [], "k1");
        var other = await town.App.Admin("DELETE", $"{Credits}/{name}?amount=11", [], "k1");

        Assert.Equal(40m, await town.Balance(Town.Patient));
        Assert.Equal(409, other.Status);
    }

    [Fact]
    public async Task There_is_one_way_to_take_a_credit_back()
    {
        await using var town = await Town.Build();

        var reply = await town.App.Admin("POST", Credits + "/take-back", Body("c1", "mistake"), "k1");

        Assert.Equal((405, "admin.method_not_taken"), (reply.Status, reply.Code));
        Assert.Equal("POST (DELETE)", (string?)reply.Body["value"]);
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    /// <summary>Body, with ' for ", and the refusal.</summary>
    [Theory]
    [InlineData("{'credit':'c1'}", "[message.field_missing]", "reason")]
    [InlineData("{'reason':'mistake'}", "[message.field_missing]", "credit")]
    [InlineData("{'credit':'','reason':'mistake'}", "[message.field_missing]", "credit")]
    [InlineData("{'credit':'c1','reason':'mistake','amount':-1}", "[message.amount_negative]", "amount")]
    public async Task A_line_that_takes_back_says_which_credit_and_why(string body, string code, string field)
    {
        await using var town = await Town.Build();

        var told = await Import(
            town, Line("credit_taken_back", "b1", (JsonObject)JsonNode.Parse(body.Replace('\'', '"'))!));

        var reason = (string?)told["errors"]![0]!["reason"];
        Assert.StartsWith(code, reason, StringComparison.Ordinal);
        Assert.Contains($"({field}", reason, StringComparison.Ordinal);
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    [Theory]
    [InlineData("gift", "gift (contribution, retirement, opening)")]
    [InlineData("", "(contribution, retirement, opening)")]
    [InlineData("contribution,opening", "contribution,opening (contribution, retirement, opening)")]
    public async Task A_source_that_is_none_is_named_with_those_that_there_are(string source, string value)
    {
        await using var town = await Town.Build();
        JsonObject Body() => new() { ["amount"] = 1, ["year"] = 2026, ["source"] = source };

        var reply = await town.App.Admin("POST", Credits, Body(), "k1");
        var told = await Import(town, Line("credit", "c", Body()));

        Assert.Equal((400, "admin.value_malformed"), (reply.Status, reply.Code));
        Assert.Equal(("source", value), ((string?)reply.Body["field"], (string?)reply.Body["value"]));
        var reason = (string?)told["errors"]![0]!["reason"];
        Assert.StartsWith("[admin.value_malformed]", reason, StringComparison.Ordinal);
        Assert.EndsWith($"(source={value})", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_takes_back_what_a_file_and_the_window_have_credited()
    {
        await using var town = await Town.Build();
        JsonObject credit = new() { ["amount"] = "500.00", ["year"] = 2026 };
        string[] lines =
        [
            Line("credit", "2026-03", credit),
            Line("credit_taken_back", "b1", Body("import/credit/2026-03", "duplicate")),
            Line("credit_taken_back", "b2", Body("c2", "wrongPerson", "5")),
            Line("credit_taken_back", null, Body("c1", "notEntitled")),
            Line("credit_taken_back", "b3", Body("c1", "notEntitled")),
        ];

        var result = await Import(town, lines);
        var again = await Import(town, lines);

        Assert.Equal((4, 1), ((int)result["applied"]!, (int)result["refused"]!));
        Assert.Contains(
            "[person.credit_taken_back_already]", (string?)result["errors"]![0]!["reason"], StringComparison.Ordinal);
        Assert.Equal((4, 1), ((int)again["already"]!, (int)again["refused"]!));
        Assert.Equal(15m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task A_retired_person_s_flat_sum_is_credited_and_nobody_else_s()
    {
        await using var town = await Town.Build();
        JsonObject Flat() => new() { ["amount"] = "100.00", ["year"] = 2026, ["source"] = "retirement" };

        var active = await town.App.Admin("POST", Credits, Flat(), "k1");
        await town.Change("POST", $"persons/{Town.Patient}/insurance", new()
        {
            ["from"] = "2026-01-01",
            ["area"] = "610199",
            ["kind"] = "retired",
        }, "k2");
        await town.Change("POST", Credits, Flat(), "k3");

        Assert.Equal((422, "person.not_retired"), (active.Status, active.Code));
        Assert.Equal(150m, await town.Balance(Town.Patient));
    }

    static JsonObject Body(string credit, string reason, string? amount = null)
    {
        var body = new JsonObject { ["credit"] = credit, ["reason"] = reason };
        if (amount is not null)
        {
            body["amount"] = amount;
        }
        return body;
    }

    static string Line(string kind, string? id, JsonObject fields)
    {
        (fields["kind"], fields["id"], fields["psnNo"]) = (kind, id, Town.Patient);
        return fields.ToJsonString();
    }

    static async Task<JsonArray> Statement(Town town) =>
        (JsonArray)(await town.App.Admin("GET", $"persons/{Town.Patient}/statement")).Body["lines"]!;

    static async Task<JsonObject> Import(Town town, params string[] lines)
    {
        using var file = new StringContent(
            string.Join('\n', lines), new MediaTypeHeaderValue("application/x-ndjson"));
        using var reply = await town.App.Http.PostAsync(new Uri("/admin/import", UriKind.Relative), file);
        return (JsonObject)JsonNode.Parse(await reply.Content.ReadAsStringAsync())!;
    }
}
