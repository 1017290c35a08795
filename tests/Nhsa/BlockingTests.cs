using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>A card or an account that is reported lost.</summary>
public sealed class BlockingTests
{
    const string Number = "X12345678";

    static readonly string[] Messages = ["2201", "2206", "2207", "2101", "2102"];

    [Fact]
    public async Task A_lost_card_finds_nobody_and_pays_nothing_until_it_is_unblocked()
    {
        await using var town = await Town.Build();
        await town.Bind(Town.Patient, "03", Number);
        var (visit, other) = (await town.Visit(60m), await town.Visit(5m));
        var settled = town.Message("2207", WithCard(Town.Settlement(other, 5m)));
        var before = await town.App.Send(settled.DeepClone().AsObject());

        await town.Change("POST", Path("credentials/block"), Card("lost"), "k1");
        await town.Bind(Town.Patient, "03", Number);
        foreach (var infno in Messages)
        {
            Assert.Equal("[credential.blocked]", await Said(town, infno, visit));
        }
        var asked = await town.Send("1101", WithCard(Town.Settlement("", 0m)));
        var again = await town.App.Send(settled);
        await town.Change("POST", Path("credentials/unblock"), Card(), "k2");

        Assert.StartsWith("[credential.blocked]", (string?)asked["err_msg"], StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(before["output"], again["output"]), $"{before}\n{again}");
        Assert.Equal(45m, await town.Balance(Town.Patient));
        foreach (var infno in Messages)
        {
            Assert.Equal("", await Said(town, infno, visit));
        }
    }

    [Fact]
    public async Task A_blocked_account_is_refused_where_it_is_asked_for_and_gets_back_what_is_reversed()
    {
        await using var town = await Town.Build();
        var (visit, other) = (await town.Visit(60m), await town.Visit(5m));
        var settled = await town.Ask("2207", Town.Settlement(other, 5m));

        await town.Change("POST", Path("account/block"), new() { ["reason"] = "stolen" }, "k1");
        foreach (var (infno, input, institution) in new[]
        {
            ("2206", Town.Settlement(visit, 60m), Town.Hospital), ("2207", Town.Settlement(visit, 60m), Town.Hospital),
            ("2101", Town.Purchase(10m), Town.Pharmacy), ("2102", Town.Purchase(10m), Town.Pharmacy),
        })
        {
            var answer = await town.Send(infno, input, institution: institution);
            Assert.StartsWith("[settle.account_blocked]", (string?)answer["err_msg"], StringComparison.Ordinal);
        }
        await town.Ask("2208", Town.Cancellation(settled["setlinfo"]!));
        var inCash = await town.Ask("2207", Town.Settlement(visit, 60m, account: "0"));
        var view = (await town.App.Admin("GET", $"persons/{Town.Patient}")).Body;
        await town.Change("POST", Path("account/unblock"), [], "k2");

        Assert.Equal((50m, "stolen"), ((decimal)view["balance"]!, (string?)view["blocked"]!["reason"]));
        Assert.Equal(0m, (decimal)inCash["setlinfo"]!["acct_pay"]!);
        await town.Ask("2102", Town.Purchase(10m), institution: Town.Pharmacy);
        Assert.Equal(40m, await town.Balance(Town.Patient));
        Assert.Null((await town.App.Admin("GET", $"persons/{Town.Patient}")).Body["blocked"]);
    }

    [Fact]
    public async Task A_blocked_relative_pays_nothing_and_the_rest_is_cash()
    {
        await using var town = await Town.Build();
        await town.Change(
            "POST", $"persons/{Town.Funder}/account/block", new() { ["reason"] = "ordered" }, "k1");

        var settled = await town.Ask("2207", Town.Settlement(await town.Visit(60m), 60m));

        Assert.Equal(50m, (decimal)settled["setlinfo"]!["acct_pay"]!);
        Assert.Equal(10m, (decimal)settled["setlinfo"]!["psn_cash_pay"]!);
        Assert.Equal(500m, await town.Balance(Town.Funder));
    }

    [Theory]
    [InlineData("credentials/block", "03", "lost", 422, "credential.other_person")]
    [InlineData("credentials/unblock", "03", null, 422, "credential.other_person")]
    [InlineData("credentials/state", "03", null, 422, "credential.other_person")]
    [InlineData("credentials/block", "01", "lost", 404, "credential.unknown")]
    [InlineData("credentials/state", "01", null, 404, "credential.unknown")]
    [InlineData("credentials/block", "17", "lost", 422, "gateway.credential_not_supported")]
    [InlineData("credentials/block", "03", "mislaid", 400, "admin.value_malformed")]
    [InlineData("credentials/block", "03", null, 400, "message.field_missing")]
    [InlineData("account/block", "", null, 400, "message.field_missing")]
    [InlineData("account/unblock", "", null, 422, "person.account_not_blocked")]
    public async Task What_can_t_be_blocked_is_refused_with_its_reason(
        string path, string type, string? reason, int status, string code)
    {
        await using var town = await Town.Build();
        await town.Bind(Town.Funder, "03", Number);
        var body = Card(reason);
        body["certType"] = type;

        var reply = await town.App.Admin("POST", Path(path), body, "k1");

        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.DoesNotContain(Number, reply.Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_administration_tells_whether_a_credential_is_in_force()
    {
        await using var town = await Town.Build();
        await town.Bind(Town.Patient, "03", Number, FixedClock.Morning);
        await town.Change("POST", Path("credentials/block"), Card("suspectedMisuse"), "k1");

        var state = (await town.App.Admin("POST", Path("credentials/state"), Card())).Body;

        Assert.True((bool)state["expired"]!);
        Assert.Equal("suspectedMisuse", (string?)state["blocked"]!["reason"]);
        Assert.Equal(FixedClock.Morning, (DateTimeOffset)state["blocked"]!["since"]!);
    }

    [Fact]
    public async Task A_file_blocks_and_unblocks_and_each_line_of_it_has_its_name()
    {
        await using var town = await Town.Build();
        await town.Bind(Town.Patient, "03", Number);

        var result = await Import(
            town,
            Line("credential_block", "b1", Town.Patient, Card("lost")),
            Line("account_block", "b2", Town.Funder, new() { ["reason"] = "death" }),
            Line("account_block", "b3", Town.Patient, new() { ["reason"] = "ownersRequest" }),
            Line("account_unblock", "b4", Town.Patient, []),
            Line("credential_unblock", null, Town.Patient, Card()));

        Assert.Equal((4, 1), ((int)result["applied"]!, (int)result["refused"]!));
        var nameless = (string?)result["errors"]![0]!["reason"];
        Assert.StartsWith("[message.field_missing]", nameless, StringComparison.Ordinal);
        Assert.Equal("death", await BlockOf(town, Town.Funder));
        Assert.Null(await BlockOf(town, Town.Patient));
        Assert.Equal("[credential.blocked]", await Said(town, "2201", ""));
    }

    static string Path(string rest) => $"persons/{Town.Patient}/{rest}";

    static JsonObject Card(string? reason = null)
    {
        var body = new JsonObject { ["certType"] = "03", ["number"] = Number };
        if (reason is not null)
        {
            body["reason"] = reason;
        }
        return body;
    }

    static JsonObject Line(string kind, string? id, string person, JsonObject fields)
    {
        (fields["kind"], fields["id"], fields["psnNo"]) = (kind, id, person);
        return fields;
    }

    static async Task<JsonObject> Import(Town town, params IEnumerable<JsonObject> lines)
    {
        var text = string.Join('\n', lines.Select(static line => line.ToJsonString()));
        using var file = new StringContent(text, new MediaTypeHeaderValue("application/x-ndjson"));
        using var reply = await town.App.Http.PostAsync(new Uri("/admin/import", UriKind.Relative), file);
        return (JsonObject)JsonNode.Parse(await reply.Content.ReadAsStringAsync())!;
    }

    static async Task<string?> BlockOf(Town town, string person) =>
        (string?)(await town.App.Admin("GET", $"persons/{person}")).Body["blocked"]?["reason"];

    static JsonObject WithCard(JsonObject input)
    {
        var node = input["data"] ?? input["druginfo"]!;
        (node["mdtrt_cert_type"], node["mdtrt_cert_no"]) = ("03", Number);
        return input;
    }

    /// <summary>The code of what is said to a message that brings the card; empty when it is carried out.</summary>
    static async Task<string> Said(Town town, string infno, string visit)
    {
        var (input, institution) = infno switch
        {
            "2201" => (new JsonObject { ["data"] = Town.Registration() }, Town.Hospital),
            "2101" or "2102" => (Town.Purchase(5m), Town.Pharmacy),
            _ => (Town.Settlement(visit, 60m), Town.Hospital),
        };
        var answer = await town.Send(infno, WithCard(input), institution: institution);
        return ((string?)answer["err_msg"] ?? "").Split(' ')[0];
    }
}
