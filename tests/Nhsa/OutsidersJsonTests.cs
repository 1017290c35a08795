using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>JSON that could be read in two ways is refused on every way in, and nothing is booked.</summary>
public sealed class OutsidersJsonTests
{
    /// <summary>What stands in the node of a settlement beside its proper fields, with ' for ".</summary>
    [Theory]
    [InlineData("input.data.acct_used_flag", "'acct_used_flag':'0'")]
    [InlineData("input.data.acct_used_flag", "'\\u0061cct_used_flag':'0'")]
    [InlineData("input.data.exp_content[1].er_flag", "'exp_content':[{'er_flag':1},{'er_flag':1,'er_flag':1}]")]
    [InlineData("input.data.unheard.x", "'unheard':{'x':null,'y':1,'x':null}")]
    public async Task A_key_that_stands_twice_in_a_message_is_refused_and_named(string field, string beside)
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var message = town.Message("2207", Town.Settlement(visit, 60m)).ToJsonString();

        var answer = await Post(town, message.Replace("\"data\":{", "\"data\":{" + beside.Replace('\'', '"') + ","));

        Assert.StartsWith("[message.key_twice]", (string?)answer["err_msg"], StringComparison.Ordinal);
        Assert.EndsWith($"({field})", (string?)answer["err_msg"], StringComparison.Ordinal);
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task A_key_that_stands_twice_in_the_envelope_is_refused()
    {
        await using var town = await Town.Build();

        var answer = await Post(town, """{"infno":"2207","msgid":"1","infno":"2208"}""");

        Assert.StartsWith("[message.key_twice]", (string?)answer["err_msg"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("amount", """{"amount":"1.00","amount":"900.00","year":2026}""")]
    [InlineData("note", """{"amount":"1.00","note":1,"year":2026,"note":1}""")]
    public async Task A_key_that_stands_twice_in_a_body_of_the_administration_is_refused(string field, string body)
    {
        await using var town = await Town.Build();

        var answer = await Ask(town, $"persons/{Town.Patient}/credits", body);

        Assert.Equal((400, "message.key_twice"), ((int)answer["status"]!, (string?)answer["code"]));
        Assert.Equal(field, (string?)answer["field"]);
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task A_key_in_other_letters_is_another_key_and_never_takes_the_place_of_the_first()
    {
        await using var town = await Town.Build();

        await Ask(town, $"persons/{Town.Patient}/credits", """{"amount":"1.00","AMOUNT":"900.00","year":2026}""");

        Assert.Equal(51m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task A_line_of_an_import_with_a_key_twice_is_refused()
    {
        await using var town = await Town.Build();

        var answer = await Import(town, $$"""
            {"kind":"credit","id":"d","psnNo":"{{Town.Patient}}","amount":"1.00","amount":"9.00","year":2026}
            """);

        Assert.Equal((0, 1), ((int)answer["applied"]!, (int)answer["refused"]!));
        Assert.Contains("[message.key_twice]", (string?)answer["errors"]![0]!["reason"], StringComparison.Ordinal);
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    /// <summary>A registration: the field, and what stands in it as JSON.</summary>
    [Theory]
    [InlineData("data.dr_name", "dr_name", @"\u0000", "U+0000")]
    [InlineData("data.dr_name", "dr_name", @"a\u001fb", "U+001F")]
    [InlineData("data.dr_name", "dr_name", @"a\u007f", "U+007F")]
    [InlineData("data.dr_name", "dr_name", @"\u0085b", "U+0085")]
    [InlineData("data.dr_name", "dr_name", @"a\u2028b", "U+2028")]
    [InlineData("data.dr_name", "dr_name", @"a\u2029b", "U+2029")]
    [InlineData("data.dr_name", "dr_name", @"a\tb", "U+0009")]
    [InlineData("data.dr_name", "dr_name", @"a\nb", "U+000A")]
    [InlineData("data.dr_name", "dr_name", @"a\r\nb", "U+000D")]
    [InlineData("data.psn_no", "psn_no", @"6101\u00000", "U+0000")]
    [InlineData("data.unheard", "unheard", @"\u0000", "U+0000")]
    [InlineData("data.ab", @"a\u0000b", "x", "U+0000")]
    [InlineData("data.ab", @"a\nb", "x", "U+000A")]
    [InlineData("data.main_cond_dscr", "main_cond_dscr", @"a\n\u0000", "U+0000")]
    public async Task A_control_character_in_a_message_is_refused_and_its_field_is_named(
        string field, string key, string text, string character)
    {
        await using var town = await Town.Build();
        var message = town.Message("2201", new() { ["data"] = Town.Registration() }).ToJsonString();

        var answer = await Post(town, message.Replace("\"data\":{", $"\"data\":{{\"{key}\":\"{text}\",")
            .Replace($",\"{key}\":", $",\"was_{key}\":"));

        Assert.StartsWith("[message.control_character]", (string?)answer["err_msg"], StringComparison.Ordinal);
        Assert.EndsWith($"{field}={character})", (string?)answer["err_msg"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_that_programs_send_in_more_than_one_line_are_taken()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var diagnosis = Town.Diagnosis(visit);
        diagnosis["mdtrtinfo"]!["main_cond_dscr"] = "发热三天\r\n\t咳嗽";
        diagnosis["mdtrtinfo"]!["exp_content"] = "{\n}";
        var message = town.Message("2203A", diagnosis);
        message["cainfo"] = "MIIB\r\nAQID";
        var card = new JsonObject
        {
            ["mdtrt_cert_type"] = "02",
            ["mdtrt_cert_no"] = Town.PatientCertNo + "|MIIB\nAQID\r\n",
        };

        var told = await town.App.Send(message);
        var known = await town.Send("1101", new() { ["data"] = card });

        Assert.Equal("", (string?)told["err_msg"]);
        Assert.Equal("MIIB\r\nAQID", (string?)told["cainfo"]);
        Assert.Equal("", (string?)known["err_msg"]);
    }

    [Fact]
    public async Task A_scanner_s_last_line_break_is_a_blank()
    {
        await using var town = await Town.Build();
        var registration = Town.Registration();
        registration["ipt_otp_no"] = "M0001\r\n";

        var visit = await town.Ask("2201", new() { ["data"] = registration });

        Assert.Equal("M0001", (string?)visit["data"]!["ipt_otp_no"]);
    }

    [Theory]
    [InlineData("name", @"'name':'王\u0000','certNo':'1','insurance':{{0}}")]
    [InlineData("name", @"'name':'王\n','certNo':'1','insurance':{{0}}")]
    [InlineData("certNo", @"'name':'王','certNo':'1\t2','insurance':{{0}}")]
    [InlineData("unheard[0]", @"'unheard':['\u0001'],'certNo':'1','insurance':{{0}}")]
    public async Task A_control_character_in_a_body_of_the_administration_is_refused_and_its_field_is_named(
        string field, string body)
    {
        await using var town = await Town.Build();
        var insurance = "{'from':'2023-01-01','area':'610199','kind':'active'}";
        var json = "{" + body.Replace("{{0}}", insurance).Replace('\'', '"') + "}";

        var answer = await Ask(town, "persons/P9", json, HttpMethod.Put);
        var line = await Import(town, "{\"kind\":\"person\",\"id\":\"p9\",\"psnNo\":\"P9\"," + json[1..]);

        Assert.Equal((400, "message.control_character"), ((int)answer["status"]!, (string?)answer["code"]));
        Assert.Equal(field, (string?)answer["field"]);
        Assert.Contains("[message.control_character]", $"{line["errors"]![0]!["reason"]}", StringComparison.Ordinal);
        Assert.Equal(404, (await town.App.Admin("GET", "persons/P9")).Status);
    }

    [Fact]
    public async Task A_control_character_deep_in_a_body_is_found()
    {
        await using var town = await Town.Build();

        var answer = await Ask(town, "institutions/H9", """
            {"name":"医院","area":"610103","type":"hospital","level":3,"capabilities":[{"name":"\t","from":"2023-01-01"}]}
            """, HttpMethod.Put);

        Assert.Equal("capabilities[0].name", (string?)answer["field"]);
    }

    static async Task<JsonNode> Post(Town town, string body)
    {
        using var answer = await town.App.Post(body);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    /// <summary>Asks the administration for a change.</summary>
    static async Task<JsonNode> Ask(Town town, string path, string body, HttpMethod? method = null)
    {
        var uri = new Uri("/admin/" + path, UriKind.Relative);
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, uri);
        request.Headers.Add("Idempotency-Key", "k");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await town.App.Http.SendAsync(request);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    static async Task<JsonNode> Import(Town town, string lines)
    {
        using var body = new StringContent(lines, new MediaTypeHeaderValue("application/x-ndjson"));
        using var answer = await town.App.Http.PostAsync(new Uri("/admin/import", UriKind.Relative), body);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
