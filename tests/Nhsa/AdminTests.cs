using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>The administration over HTTP.</summary>
public sealed class AdminTests
{
    [Fact]
    public async Task A_person_is_shown_with_balance_networks_and_a_masked_identity()
    {
        await using var town = await Town.Build();

        var reply = await town.App.Admin("GET", $"persons/{Town.Patient}?asOf=2026-06-30");
        var earlier = await town.App.Admin("GET", $"persons/{Town.Patient}?asOf=2025-06-30");

        Assert.Equal("50.00", reply.Body["balance"]!.ToJsonString());
        Assert.Equal("30.00", reply.Body["historic"]!.ToJsonString());
        Assert.Equal("0.00", earlier.Body["historic"]!.ToJsonString());
        Assert.Equal("王**", (string?)reply.Body["name"]);
        Assert.Equal("**************001X", (string?)reply.Body["certNo"]);
        Assert.Equal(Town.Network, (string?)reply.Body["networks"]![0]);
        Assert.DoesNotContain("sealed", reply.Body.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_credit_under_one_key_is_booked_once_and_another_amount_under_it_is_a_conflict()
    {
        await using var town = await Town.Build();
        var path = $"persons/{Town.Patient}/credits";
        JsonObject Credit(JsonNode amount) => new() { ["amount"] = amount, ["year"] = 2026 };

        var first = await town.App.Admin("POST", path, Credit("1.50"), "k");
        var again = await town.App.Admin("POST", path, Credit("1.50"), "k");
        var other = await town.App.Admin("POST", path, Credit("2.50"), "k");
        var next = await town.App.Admin("POST", path, Credit(1.5m), "k2");

        Assert.Equal(first.Body.ToJsonString(), again.Body.ToJsonString());
        Assert.Equal((409, "operation.id_used_for_other_content"), (other.Status, other.Code));
        Assert.Equal(200, next.Status);
        Assert.Equal(53m, await town.Balance(Town.Patient));
    }

    /// <summary>Credits: body, with ' for ", status, code, field.</summary>
    [Theory]
    [InlineData("{'amount':'1.005','year':2026}", 400, "message.too_many_decimals", "amount")]
    [InlineData("{'amount':1e-29,'year':2026}", 400, "message.too_many_decimals", "amount")]
    [InlineData("{'amount':-1,'year':2026}", 400, "message.amount_negative", "amount")]
    [InlineData("{'amount':'x','year':2026}", 400, "message.not_a_number", "amount")]
    [InlineData("{'amount':1e20,'year':2026}", 400, "message.amount_too_large", "amount")]
    [InlineData("{'year':2026}", 400, "message.field_missing", "amount")]
    [InlineData("{'amount':0,'year':2026}", 422, "person.amount_is_zero", "amount")]
    [InlineData("{'amount':1,'year':2027}", 422, "person.year_out_of_range", "year")]
    [InlineData("{", 400, "message.not_json", "body")]
    [InlineData("[]", 400, "message.not_an_object", "body")]
    public Task A_wrong_credit_is_answered_with_its_code_and_its_field(
        string body, int status, string code, string field) =>
        Refused("POST", $"persons/{Town.Patient}/credits", body, status, code, field);

    /// <summary>Insurance of a new person: area, kind, status, code, field.</summary>
    [Theory]
    [InlineData("'area':'610199'", 400, "message.field_missing", "insurance.kind")]
    [InlineData("'area':'61','kind':'active'", 400, "message.id_malformed", "insurance.area")]
    [InlineData("'area':'610199','kind':'boss'", 400, "admin.value_malformed", "insurance.kind")]
    [InlineData("'area':'990000','kind':'active'", 422, "person.area_not_covered", "insuplc_admdvs")]
    public Task A_wrong_enrolment_is_answered_with_its_code_and_its_field(
        string insurance, int status, string code, string field) =>
        Refused(
            "PUT",
            "persons/P2",
            $$$"""{'name':'x','certNo':'1','insurance':{'from':'2023-01-01',{{{insurance}}}}}""",
            status,
            code,
            field);

    [Theory]
    [InlineData("POST", "persons/UNKNOWN/credits", "{'amount':1,'year':2026}", 404, "person.not_enrolled", "psn_no")]
    [InlineData("PUT", "networks/N9/modes", "{'modes':['payment']}", 404, "network.unknown", "network")]
    [InlineData("PUT", "networks/N1/members/P2", "{'relation':'cousin'}", 400, "admin.value_malformed", "relation")]
    [InlineData("PUT", "institutions/H1", "{'name':null}", 400, "message.field_missing", "area")]
    public Task A_wrong_request_is_answered_with_its_code_and_its_field(
        string method, string path, string body, int status, string code, string field) =>
        Refused(method, path, body, status, code, field);

    static async Task Refused(string method, string path, string body, int status, string code, string field)
    {
        await using var town = await Town.Build();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/admin/" + path, UriKind.Relative));
        request.Headers.Add("Idempotency-Key", "bad");
        request.Content = new StringContent(body.Replace('\'', '"'), Encoding.UTF8, "application/json");

        using var answer = await town.App.Http.SendAsync(request);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.Equal(
            (status, code, field), ((int)answer.StatusCode, (string?)problem["code"], (string?)problem["field"]));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.NotEqual("", (string?)problem["zh"]);
        Assert.NotEqual("", (string?)problem["en"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    public async Task A_change_without_a_proper_key_is_refused(string? key)
    {
        await using var town = await Town.Build();

        var reply = await town.App.Admin(
            "POST", $"persons/{Town.Patient}/credits", new() { ["amount"] = 1, ["year"] = 2026 }, key);

        Assert.Equal((400, "admin.idempotency_key_missing"), (reply.Status, reply.Code));
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task An_identity_document_belongs_to_one_person()
    {
        await using var town = await Town.Build();

        var reply = await town.App.Admin("PUT", "persons/P7", new()
        {
            ["name"] = "别人",
            ["certNo"] = Town.PatientCertNo,
            ["insurance"] = new JsonObject { ["from"] = "2023-01-01", ["area"] = "610199", ["kind"] = "active" },
        }, "e7");
        var person = await town.App.Admin("GET", "persons/P7");

        Assert.Equal((422, "credential.belongs_to_another"), (reply.Status, reply.Code));
        Assert.Equal(404, person.Status);
    }

    [Fact]
    public async Task A_message_is_looked_up_by_its_id()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var msgid = town.NewMsgId();
        await town.Ask("2207A", Town.Settlement(visit, 60m), msgid);
        var path = $"persons/{Town.Patient}/operations/{Town.Hospital}/2207/";

        var known = await town.App.Admin("GET", path + msgid);
        var unknown = await town.App.Admin("GET", path + "never");

        Assert.Equal("60.00", known.Body["settled"]!["bill"]!["amounts"]!["total"]!.ToJsonString());
        Assert.Equal((404, "admin.operation_unknown"), (unknown.Status, unknown.Code));
    }

    [Fact]
    public async Task A_statement_holds_every_movement_of_its_days()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        await town.Ask("2207", Town.Settlement(visit, 60m));

        var whole = await town.App.Admin("GET", $"persons/{Town.Patient}/statement?from=2026-03-02&to=2026-03-02");
        var before = await town.App.Admin("GET", $"persons/{Town.Patient}/statement?from=2026-01-01&to=2026-03-01");
        var wrong = await town.App.Admin("GET", $"persons/{Town.Patient}/statement?from=yesterday");

        Assert.Equal(
            ["credited", "credited", "settled"], whole.Body["lines"]!.AsArray().Select(l => (string?)l!["what"]));
        Assert.Equal("0.00", whole.Body["lines"]![2]!["balance"]!.ToJsonString());
        Assert.Empty(before.Body["lines"]!.AsArray());
        Assert.Equal((400, "message.time_malformed"), (wrong.Status, wrong.Code));
    }

    [Fact]
    public async Task A_member_joins_within_limits_and_leaves()
    {
        await using var town = await Town.Build();
        var member = $"networks/{Town.Network}/members/{Town.Resident}";

        await town.Change("PUT", member, new() { ["relation"] = "parent", ["perUse"] = "12.50" }, "m1");
        var network = await town.App.Admin("GET", $"networks/{Town.Network}");
        var wrong = await town.App.Admin("DELETE", member + "?reason=quarrel", key: "m2");
        var left = await town.App.Admin("DELETE", member + "?reason=divorce", key: "m2");
        var other = await town.App.Admin("DELETE", member + "?reason=death", key: "m2");
        var after = await town.App.Admin("GET", $"networks/{Town.Network}");

        Assert.Equal("12.50", network.Body["members"]![1]!["limits"]!["perUse"]!.ToJsonString());
        Assert.Equal((400, "admin.value_malformed", 200), (wrong.Status, wrong.Code, left.Status));
        Assert.Contains("memberInsuranceEnded", (string?)wrong.Body["value"], StringComparison.Ordinal);
        Assert.Equal("operation.id_used_for_other_content", other.Code);
        Assert.Single(after.Body["members"]!.AsArray());
        Assert.Equal("divorce", (string?)after.Body["released"]!.AsArray().Single()!["reason"]);
    }

    [Fact]
    public async Task With_a_token_set_nobody_enters_without_it()
    {
        await using var app = await GatewayApp.Start(static options => options.AdminToken = "a-long-enough-token");

        var without = await app.Admin("GET", "institutions/H1");
        app.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "another-long-token");
        var wrong = await app.Admin("GET", "institutions/H1");
        app.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "a-long-enough-token");
        var right = await app.Admin("GET", "institutions/H1");
        var password = Convert.ToBase64String("operator:a-long-enough-token"u8);
        app.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", password);
        var browser = await app.Admin("GET", "institutions/H1");

        Assert.Equal((401, "admin.token_wrong"), (without.Status, without.Code));
        Assert.Equal("The administration token is missing or wrong.", (string?)without.Body["en"]);
        Assert.Equal(401, wrong.Status);
        Assert.Equal((404, "institution.unknown"), (right.Status, right.Code));
        Assert.Equal(404, browser.Status);
    }

    [Fact]
    public async Task The_description_tells_of_every_change_and_its_key()
    {
        await using var app = await GatewayApp.Start();

        var text = await app.Http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        var paths = JsonNode.Parse(text)!["paths"]!;
        var credit = paths["/admin/persons/{psn_no}/credits"]!["post"]!;
        var key = credit["parameters"]!.AsArray().Single(p => (string?)p!["name"] == "Idempotency-Key")!;

        Assert.Equal(22, paths.AsObject().Count);
        Assert.True((bool)key["required"]!);
        Assert.NotNull(credit["requestBody"]!["content"]!["application/json"]!["schema"]);
        Assert.Contains("at most two decimals", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/health/started")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task It_says_that_it_lives(string path)
    {
        await using var app = await GatewayApp.Start();

        using var answer = await app.Http.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
