using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>What a binding rests on and when it holds, through the administration and by bulk import, and what comes
/// of it at a window.</summary>
public sealed class BindingTests
{
    const string Member = $"networks/{Town.Network}/members/{Town.Resident}";

    [Fact]
    public async Task A_network_tells_on_what_a_binding_rests_and_when_it_holds()
    {
        await using var town = await Town.Build();

        await town.Change("PUT", Member, new()
        {
            ["relation"] = "parent",
            ["source"] = "householdRegister",
            ["commitment"] = "1",
            ["signer"] = Town.Resident,
            ["evidence"] = "档案2026-17",
            ["channel"] = "window",
            ["from"] = "2026-03-02",
            ["to"] = "2027-03-01",
        }, "m1");
        var told = await MembersOf(town);

        Assert.Equal("commitment", (string?)told[0]!["grounds"]!["source"]);
        Assert.Equal("1", (string?)told[0]!["grounds"]!["commitment"]!["version"]);
        Assert.Equal(Town.Funder, (string?)told[0]!["grounds"]!["signer"]);
        var grounds = told[1]!["grounds"]!;
        Assert.Equal(
            ("householdRegister", "1", Town.Resident, "档案2026-17"),
            ((string?)grounds["source"], (string?)grounds["commitment"]!["version"], (string?)grounds["signer"],
                (string?)grounds["evidence"]));
        Assert.Equal(32, ((string?)grounds["commitment"]!["digest"])!.Length);
        Assert.Equal(("2026-03-02", "2027-03-01"), ((string?)told[1]!["from"], (string?)told[1]!["to"]));
        Assert.Equal("window", (string?)told[1]!["channels"]!.AsArray().Single());
    }

    /// <summary>Body beside the relation, with ' for ", status, code, field, value.</summary>
    [Theory]
    [InlineData("'commitment':'2019'", 422, "network.commitment_not_in_force", "commitment", "2019 (1)")]
    [InlineData("'commitment':''", 422, "network.commitment_not_in_force", "commitment", " (1)")]
    [InlineData("'source':'hearsay'", 400, "admin.value_malformed", "source",
        "hearsay (commitment, householdRegister)")]
    [InlineData("'signer':'a b'", 400, "message.id_malformed", "signer", "a b")]
    [InlineData("'evidence':' '", 400, "message.field_missing", "evidence", "")]
    [InlineData("'from':'2026-03-01'", 422, "network.begin_out_of_range", "from", "2026-03-01")]
    [InlineData("'from':'2027-03-03'", 422, "network.begin_out_of_range", "from", "2027-03-03")]
    [InlineData("'to':'2026-03-01'", 422, "network.over_before_it_begins", "to", "2026-03-01")]
    [InlineData("'from':'2026-03-05','to':'2026-03-04'", 422, "network.over_before_it_begins", "to", "2026-03-04")]
    public async Task A_binding_that_can_t_be_is_refused_and_binds_nobody(
        string said, int status, string code, string field, string value)
    {
        await using var town = await Town.Build();
        var body = (JsonObject)JsonNode.Parse($"{{'relation':'parent',{said}}}".Replace('\'', '"'))!;

        var reply = await town.App.Admin("PUT", Member, body, "m1");

        Assert.Equal((status, code), (reply.Status, reply.Code));
        Assert.Equal((field, value), ((string?)reply.Body["field"], (string?)reply.Body["value"]));
        Assert.Single(await MembersOf(town));
    }

    [Fact]
    public async Task A_longer_reference_to_evidence_than_a_hundred_characters_is_refused()
    {
        await using var town = await Town.Build();

        var reply = await town.App.Admin(
            "PUT", Member, new() { ["relation"] = "parent", ["evidence"] = new string('a', 101) }, "m1");

        Assert.Equal((400, "message.text_too_long"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Bound_by_one_app_and_then_by_another_a_member_is_one()
    {
        await using var town = await Town.Build();
        await town.Credit(Town.Funder, "780.00", 2026, "more");
        town.App.Clock.Now = new(2026, 3, 3, 9, 0, 0, TimeSpan.FromHours(8));
        await town.Change("PUT", Member, Limit("Alipay", "300.00"), "b1");
        await town.Ask("2207", Town.Settlement(await town.Visit(280m, Town.Resident), 280m, Town.Resident));

        town.App.Clock.Now += TimeSpan.FromMinutes(5);
        var change = Limit("WeChat", "500.00");
        (change["kind"], change["network"], change["psnNo"]) = ("member", Town.Network, Town.Resident);
        using var line = new StringContent(
            change.ToJsonString(), new MediaTypeHeaderValue("application/x-ndjson"));
        using var imported = await town.App.Http.PostAsync(new Uri("/admin/import", UriKind.Relative), line);
        var settled = await town.Ask(
            "2207", Town.Settlement(await town.Visit(250m, Town.Resident), 250m, Town.Resident));

        var member = (await MembersOf(town))[1]!;
        Assert.Equal("2026-03-03T01:00:00+00:00", (string?)member["since"]);
        Assert.Equal(["Alipay", "WeChat"], member["channels"]!.AsArray().Select(static each => (string?)each));
        Assert.Equal((500m, 500m), ((decimal)member["limits"]!["perPeriod"]!, (decimal)member["usedInPeriod"]!));
        Assert.Equal(
            (220m, 30m),
            ((decimal)settled["setlinfo"]!["acct_mulaid_pay"]!, (decimal)settled["setlinfo"]!["psn_cash_pay"]!));

        static JsonObject Limit(string channel, string limit) => new()
        {
            ["relation"] = "parent",
            ["perPeriod"] = limit,
            ["period"] = "month",
            ["channel"] = channel,
        };
    }

    [Fact]
    public async Task Who_is_unbound_after_a_settlement_pays_the_next_alone_and_a_reversal_gives_back()
    {
        await using var store = new WatchedJournalStore(new MemoryJournalStore());
        await using var town = await Town.Build(store: store);
        await town.Change("PUT", Member, new() { ["relation"] = "parent" }, "m1");
        var first = await town.Ask(
            "2207", Town.Settlement(await town.Visit(200m, Town.Resident), 200m, Town.Resident));

        await town.Change("DELETE", Member, [], "m2");
        await store.Written("person.hold_captured.2", 1);
        var paid = await town.Balance(Town.Funder);
        var next = (await town.Ask(
            "2207", Town.Settlement(await town.Visit(80m, Town.Resident), 80m, Town.Resident)))["setlinfo"]!;
        town.App.Clock.Now += TimeSpan.FromDays(7);
        await town.Ask("2208", Town.Cancellation(first["setlinfo"]!, Town.Resident));
        await store.Written("person.hold_returned.2", 1);

        Assert.Equal((300m, 500m), (paid, await town.Balance(Town.Funder)));
        Assert.Equal((0m, 80m), ((decimal)next["acct_mulaid_pay"]!, (decimal)next["psn_cash_pay"]!));
        Assert.Equal(0m, (decimal)(await NetworkOf(town))["used"]!);
    }

    [Fact]
    public async Task In_Anshan_a_spouse_of_the_same_city_pays_what_the_pool_leaves()
    {
        const string hospital = "H21030200001";
        await using var town = await Town.Build();
        await town.Change("PUT", $"institutions/{hospital}", new()
        {
            ["name"] = "鞍山市第二医院",
            ["area"] = "210302",
            ["type"] = "hospital",
            ["level"] = 2,
            ["capabilities"] = new JsonArray(
                new JsonObject { ["name"] = "outpatient_pooling", ["from"] = "2023-01-01" }),
        }, "i9");
        foreach (var person in (string[])[Town.Resident, Town.Funder])
        {
            await town.Change("POST", $"persons/{person}/insurance", new()
            {
                ["from"] = "2026-01-01",
                ["area"] = "210399",
                ["kind"] = "active",
            }, "move-" + person);
        }
        await town.Credit(Town.Funder, "500.00", 2025, "more");
        await town.Change("PUT", Member, new() { ["relation"] = "spouse" }, "m1");
        var registered = await Ask("2201", new() { ["data"] = Town.Registration(Town.Resident) });
        var visit = (string)registered["data"]!["mdtrt_id"]!;
        await Ask("2203A", Town.Diagnosis(visit, Town.Resident));
        await Ask("2204", new() { ["feedetail"] = new JsonArray(Town.Fee(visit, 1500m, Town.Resident)) });

        var settled = (await Ask("2207", Town.Settlement(visit, 1500m, Town.Resident)))["setlinfo"]!;

        Assert.Equal(
            (550m, 950m, 0m),
            ((decimal)settled["hifp_pay"]!, (decimal)settled["acct_mulaid_pay"]!, (decimal)settled["psn_cash_pay"]!));
        var funder = (await town.App.Admin("GET", $"persons/{Town.Funder}")).Body;
        Assert.Equal(50m, (decimal)funder["balance"]! - (decimal)funder["held"]!);

        async Task<JsonNode> Ask(string infno, JsonObject input)
        {
            var answer = await town.Send(infno, input, institution: hospital, insured: "210399");
            Assert.True((int)answer["infcode"]! == 0, $"{infno}: {answer["err_msg"]}");
            return answer["output"]!;
        }
    }

    static async Task<JsonObject> NetworkOf(Town town) =>
        (await town.App.Admin("GET", $"networks/{Town.Network}")).Body;

    static async Task<JsonArray> MembersOf(Town town) => (JsonArray)(await NetworkOf(town))["members"]!;
}
