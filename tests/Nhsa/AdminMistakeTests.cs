using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>Whoever makes a mistake in the administration hears what it was and what would have been right.</summary>
public sealed class AdminMistakeTests
{
    const string Credits = $"persons/{Town.Patient}/credits";
    const string Json = "application/json";

    [Theory]
    [InlineData("POST", "import", Json, 415, "admin.content_type_not_taken", "application/json (application/x-ndjson)")]
    [InlineData("POST", "import", "text/csv", 415, "admin.content_type_not_taken", "text/csv (application/x-ndjson)")]
    [InlineData("POST", Credits, "text/plain", 415, "admin.content_type_not_taken", "text/plain (application/json)")]
    [InlineData("POST", Credits, null, 415, "admin.content_type_not_taken", "(application/json)")]
    [InlineData("PUT", "persons/P1", "a/b", 415, "admin.content_type_not_taken", "a/b (application/json)")]
    [InlineData("GET", "import", null, 405, "admin.method_not_taken", "GET (POST)")]
    [InlineData("DELETE", Credits, null, 405, "admin.method_not_taken", "DELETE (POST)")]
    [InlineData("PATCH", "networks/N1", Json, 405, "admin.method_not_taken", "PATCH (GET, PUT)")]
    [InlineData("POST", "persons/P1/insurances", Json, 404, "admin.path_unknown", "/admin/persons/P1/insurances")]
    [InlineData("GET", "persons", null, 404, "admin.path_unknown", "/admin/persons")]
    [InlineData("GET", "", null, 404, "admin.path_unknown", "/admin/")]
    public async Task What_no_route_takes_is_answered_with_what_one_would_have_taken(
        string method, string path, string? type, int status, string code, string value)
    {
        await using var app = await GatewayApp.Start();

        using var answer = await app.Http.SendAsync(Request(method, path, "{}", type));
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.Equal((status, code), ((int)answer.StatusCode, (string?)problem["code"]));
        Assert.Equal(value, (string?)problem["value"]);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(status == 405, answer.Content.Headers.Allow.Count > 0);
    }

    [Fact]
    public async Task Nobody_without_the_token_hears_what_paths_there_are()
    {
        await using var app = await GatewayApp.Start(static options => options.AdminToken = "a-long-enough-token");

        using var unknown = await app.Http.SendAsync(Request("GET", "no/such", "", null));
        using var import = await app.Http.SendAsync(Request("POST", "import", "{}", Json));

        Assert.Equal((401, 401), ((int)unknown.StatusCode, (int)import.StatusCode));
    }

    /// <summary>A person that is right otherwise, with ' for ".</summary>
    [Theory]
    [InlineData("insurance.kind", "boss (active, retired, flexible, resident)", "'active'", "'boss'")]
    [InlineData("insurance.kind", "active,ended (active, retired, flexible, resident)", "'active'", "'active,ended'")]
    [InlineData("insurance.kind", "1 (active, retired, flexible, resident)", "'active'", "1")]
    [InlineData("insurance.kind", "null (active, retired, flexible, resident)", "'active'", "null")]
    [InlineData("insurance.status", "paused (normal, suspended, ended)", "'normal'", "'paused'")]
    [InlineData("insurance.from", "2023-02-30 (yyyy-MM-dd)", "'2023-01-01'", "'2023-02-30'")]
    [InlineData("insurance", "(an object)", "{'from':'2023-01-01',", "[],'x':{")]
    [InlineData("birthDate", "19850101 (yyyy-MM-dd)", "'1985-01-01'", "19850101")]
    [InlineData("sex", "male (0, 1, 2, 9)", "'sex':'1'", "'sex':'male'")]
    [InlineData("certNo", "(a text)", "'certNo':'7'", "'certNo':610103198501010011")]
    [InlineData("name", "(a text)", "'王小明'", "null")]
    [InlineData("name", "", "'王小明'", "' '", "message.field_missing")]
    [InlineData("certNo", "", "'certNo':'7'", "'certNo':''", "message.field_missing")]
    [InlineData("name", "51 > 50", "王小明", "long", "message.text_too_long")]
    [InlineData("name", "U+0000", "王小明", "王\\u0000", "message.control_character")]
    public async Task A_value_that_its_field_does_not_take_is_named_with_what_it_takes(
        string field, string value, string right, string wrong, string code = "admin.value_malformed")
    {
        const string Person =
            "'name':'王小明','certNo':'7','sex':'1','birthDate':'1985-01-01',"
            + "'insurance':{'from':'2023-01-01','area':'610199','kind':'active','status':'normal'}}";
        await using var app = await GatewayApp.Start();
        var sent = wrong.Replace("long", new string('王', 51), StringComparison.Ordinal);
        var body = Person.Replace(right, sent, StringComparison.Ordinal).Replace('\'', '"');

        using var answer = await app.Http.SendAsync(Request("PUT", "persons/P1", "{" + body, Json));
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        var line = $$"""{"kind":"person","id":"p","psnNo":"P1",{{body}}""";
        using var told = await app.Http.SendAsync(Request("POST", "import", line, "application/x-ndjson"));
        var reason = (string?)JsonNode.Parse(await told.Content.ReadAsStringAsync())!["errors"]![0]!["reason"];

        Assert.Equal((400, code), ((int)answer.StatusCode, (string?)problem["code"]));
        Assert.Equal((field, value), ((string?)problem["field"], (string?)problem["value"]));
        Assert.StartsWith($"[{code}]", reason, StringComparison.Ordinal);
        Assert.EndsWith(value.Length == 0 ? $"({field})" : $"({field}={value})", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("level", "3.5 (a whole number)", "'level':3", "'level':3.5")]
    [InlineData("capabilities[0].from", "soon (yyyy-MM-dd)", "'2023-01-01'", "'soon'")]
    [InlineData("capabilities", "all (a list)", "[{'name':'x','from':'2023-01-01'}]", "'all'")]
    [InlineData("capabilities[0].name", "201 > 200", "'x'", "'long'", "message.text_too_long")]
    [InlineData("name", "", "'医院'", "''", "message.field_missing")]
    [InlineData("type", "shop (hospital, infectiousOrPsychiatric, primaryCare, villageStation, pharmacy)",
        "'hospital'", "'shop'")]
    public async Task A_value_deep_in_a_body_is_named_with_its_place(
        string field, string value, string right, string wrong, string code = "admin.value_malformed")
    {
        const string Institution =
            "{'name':'医院','area':'610103','type':'hospital','level':3,"
            + "'capabilities':[{'name':'x','from':'2023-01-01'}]}";
        await using var app = await GatewayApp.Start();
        var sent = wrong.Replace("long", new string('x', 201), StringComparison.Ordinal);
        var body = Institution.Replace(right, sent, StringComparison.Ordinal).Replace('\'', '"');

        using var answer = await app.Http.SendAsync(Request("PUT", "institutions/H1", body, Json));
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.Equal((400, code), ((int)answer.StatusCode, (string?)problem["code"]));
        Assert.Equal((field, value), ((string?)problem["field"], (string?)problem["value"]));
    }

    /// <summary>What is wrong in a path, a query or a credential.</summary>
    [Theory]
    [InlineData("persons/P1?asOf=yesterday", "message.time_malformed", "asOf", "yesterday (yyyy-MM-dd)")]
    [InlineData("persons/P1/statement?to=2026-2-1", "message.time_malformed", "to", "2026-2-1 (yyyy-MM-dd)")]
    [InlineData("networks/N1?asOf=20260101", "message.time_malformed", "asOf", "20260101 (yyyy-MM-dd)")]
    [InlineData("persons/P%201", "message.id_malformed", "path", "P 1")]
    [InlineData("persons/P1/operations/H1/22%2007/m", "message.id_malformed", "infno", "22 07")]
    [InlineData("persons/P1/operations/H1/2207/m%22", "message.id_malformed", "msgid", "m\"")]
    public async Task A_reading_that_asks_wrongly_is_answered_with_what_is_wrong(
        string path, string code, string field, string value)
    {
        await using var app = await GatewayApp.Start();

        var reply = await app.Admin("GET", path);

        Assert.Equal((400, code), (reply.Status, reply.Code));
        Assert.Equal((field, value), ((string?)reply.Body["field"], (string?)reply.Body["value"]));
    }

    [Fact]
    public async Task A_credential_of_a_kind_that_is_none_is_answered_with_those_that_there_are()
    {
        await using var town = await Town.Build();

        var reply = await town.App.Admin(
            "POST",
            $"persons/{Town.Patient}/credentials",
            new() { ["certType"] = "09", ["number"] = "1" },
            "k");

        Assert.Equal((422, "gateway.credential_not_supported"), (reply.Status, reply.Code));
        Assert.Equal("09 (01, 02, 03)", (string?)reply.Body["value"]);
    }

    [Fact]
    public async Task A_kind_of_record_that_is_none_is_answered_with_those_that_there_are()
    {
        await using var app = await GatewayApp.Start();

        using var told = await app.Http.SendAsync(
            Request("POST", "import", """{"kind":"credits","psnNo":"P1"}""", "application/x-ndjson"));

        Assert.Contains(
            "(kind=credits (institution, person, insurance, credit,",
            await told.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_tells_the_names_that_a_field_takes_and_how_long_a_text_may_be()
    {
        await using var app = await GatewayApp.Start();

        var text = await app.Http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        var schemas = JsonNode.Parse(text)!["components"]!["schemas"]!;

        Assert.Equal(
            ["active", "retired", "flexible", "resident"],
            schemas["PersonKind"]!["enum"]!.AsArray().Select(static name => (string?)name));
        Assert.Equal(50, (int?)schemas["EnrolBody"]!["properties"]!["name"]!["maxLength"]);
    }

    static HttpRequestMessage Request(string method, string path, string body, string? type)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri("/admin/" + path, UriKind.Relative));
        request.Headers.Add("Idempotency-Key", "k");
        if (method is not ("GET" or "DELETE"))
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        }
        return request;
    }
}
