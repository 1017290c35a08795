using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>Who asked for an operation stands beside it in the journal.</summary>
public sealed class ActorTests
{
    [Theory]
    [InlineData("1", "institutionStaff", "window")]
    [InlineData("2", "insured", "terminal")]
    [InlineData("3", "insured", "mobile")]
    [InlineData("", "institutionStaff", "interface")]
    public async Task A_settlement_tells_who_sent_it_and_what_was_shown_for_the_patient(
        string type, string role, string channel)
    {
        var store = new MemoryJournalStore();
        await using var town = await Town.Build(store: store);
        var message = town.Message("2207", Town.Settlement(await town.Visit(100), 100));
        (message["opter_type"], message["sign_no"]) = (type, "S0001");

        await town.App.Send(message);

        var by = await ActorOf(store, Town.Patient, $"{Town.Hospital}/2207/{message["msgid"]}");
        Assert.Equal([role, channel, "op1", Town.Hospital], Names(by, "role", "channel", "operator", "office"));
        Assert.Equal("""{"kind":"signIn","reference":"S0001"}""", by["authenticated"]!.ToJsonString());
        Assert.Equal(Town.Patient, (string?)by["onBehalfOf"]);
        Assert.Equal("identityDocument", (string?)by["presented"]!["kind"]);
        Assert.Equal(64, ((string)by["presented"]!["reference"]!).Length);
    }

    [Fact]
    public async Task The_same_message_from_another_operator_gets_the_same_answer_and_the_first_one_stays()
    {
        var store = new MemoryJournalStore();
        await using var town = await Town.Build(store: store);
        var message = town.Message("2207", Town.Settlement(await town.Visit(100), 100));
        var first = await town.App.Send(message);
        message["opter"] = "op2";

        var second = await town.App.Send(message);

        Assert.Equal(first["output"]!.ToJsonString(), second["output"]!.ToJsonString());
        var by = await ActorOf(store, Town.Patient, $"{Town.Hospital}/2207/{message["msgid"]}");
        Assert.Equal("op1", (string?)by["operator"]);
    }

    [Fact]
    public async Task Of_an_operator_who_is_sent_by_identity_number_only_the_end_is_kept()
    {
        var store = new MemoryJournalStore();
        await using var town = await Town.Build(store: store);
        var message = town.Message("2207", Town.Settlement(await town.Visit(100), 100));
        message["opter"] = Town.FunderCertNo;

        await town.App.Send(message);

        var by = await ActorOf(store, Town.Patient, $"{Town.Hospital}/2207/{message["msgid"]}");
        Assert.Equal("**************" + Town.FunderCertNo[^4..], (string?)by["operator"]);
    }

    [Fact]
    public async Task A_clerk_is_known_by_the_headers_of_a_change()
    {
        var store = new MemoryJournalStore();
        await using var town = await Town.Build(store: store);
        var headers = town.App.Http.DefaultRequestHeaders;
        headers.Add("Gongji-Operator", "0042");
        headers.Add("Gongji-Office", "610103-XN");
        headers.Add("Gongji-Role", "representative");
        headers.Add("Gongji-Channel", "window");
        headers.Add("Gongji-On-Behalf-Of", Town.Patient);
        headers.Add("Gongji-Authentication", "face-77");
        headers.Add("Gongji-Authenticated-At", "2026-03-02T09:59:30+08:00");

        await town.Credit(Town.Patient, "10.00", 2026, "named");

        var by = await ActorOf(store, Town.Patient, "admin/credit/named");
        Assert.Equal(
            ["representative", "window", "0042", "610103-XN", Town.Patient],
            Names(by, "role", "channel", "operator", "office", "onBehalfOf"));
        Assert.Equal(
            ["provider", "face-77", "2026-03-02T09:59:30+08:00"],
            Names(by["authenticated"]!, "kind", "reference", "at"));
    }

    [Fact]
    public async Task Without_headers_a_clerk_came_over_the_interface_by_the_token_of_the_administration()
    {
        var store = new MemoryJournalStore();
        await using var app = await GatewayApp.Start(
            static options => options.AdminToken = "a-long-enough-token", store);
        app.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "a-long-enough-token");

        var hospital = new JsonObject
        {
            ["name"] = "一院",
            ["area"] = "610103",
            ["type"] = "hospital",
            ["level"] = 3,
            ["capabilities"] = new JsonArray(),
        };
        var reply = await app.Admin("PUT", $"institutions/{Town.Hospital}", hospital, "h");

        Assert.Equal(200, reply.Status);
        var by = await ActorOf(store, GrainKey.Institution(InstitutionCode.Of(Town.Hospital)), "admin/institution/h");
        Assert.Equal(
            """{"role":"agencyClerk","channel":"interface","authenticated":{"kind":"token"}}""", by.ToJsonString());
    }

    [Theory]
    [InlineData("Gongji-Role", "boss", "representative")]
    [InlineData("Gongji-Channel", "pigeon", "terminal")]
    [InlineData("Gongji-Authenticated-At", "yesterday", "yyyy-MM-dd")]
    [InlineData("Gongji-On-Behalf-Of", "a b", "a person's number")]
    [InlineData("Gongji-Operator", "0123456789012345678901234567890", "30")]
    public async Task A_header_that_says_nothing_is_refused_with_what_it_may_say(
        string header, string value, string allowed)
    {
        await using var town = await Town.Build();
        town.App.Http.DefaultRequestHeaders.Add(header, value);

        var reply = await town.App.Admin(
            "POST", $"persons/{Town.Patient}/credits", new() { ["amount"] = "1.00", ["year"] = 2026 }, "k");

        Assert.Equal(400, reply.Status);
        Assert.Equal("admin.value_malformed", (string?)reply.Body["code"]);
        Assert.Equal(header, (string?)reply.Body["field"]);
        Assert.Contains(allowed, (string?)reply.Body["value"], StringComparison.Ordinal);
    }

    static IEnumerable<string?> Names(JsonNode by, params string[] names) => names.Select(name => (string?)by[name]);

    static Task<JsonNode> ActorOf(MemoryJournalStore store, string person, string operation) =>
        ActorOf(store, GrainKey.Person(PersonNo.Of(person)), operation);

    static async Task<JsonNode> ActorOf(MemoryJournalStore store, GrainKey grain, string operation)
    {
        await foreach (var entry in store.Read(grain, 1, long.MaxValue, CancellationToken.None))
        {
            if (entry.Operation == operation)
            {
                return JsonNode.Parse(entry.Actor!)!;
            }
        }
        throw new InvalidOperationException($"the journal has no operation {operation}");
    }
}
