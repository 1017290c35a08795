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

    static async Task<JsonNode> Post(Town town, string body)
    {
        using var answer = await town.App.Post(body);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    /// <summary>Asks the administration for a change.</summary>
    static async Task<JsonNode> Ask(Town town, string path, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/admin/" + path, UriKind.Relative));
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
