using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>Credential views 亲情账户: who shows another person's code.</summary>
public sealed class ViewTests
{
    [Fact]
    public async Task A_mother_who_shows_her_childs_code_pays_nothing_and_the_answer_says_why()
    {
        await using var town = await Town.Build();
        await town.Change("PUT", $"institutions/{Town.Hospital}", LevelOne(), "i1");
        await Bind(town, Town.Funder, Town.Resident);
        var visit = await town.Visit(100m, Town.Resident);
        var quoted = await town.Ask("2206", Shown(visit, await Issue(town, "t1")));
        var settled = await town.Ask("2207", Shown(visit, await Issue(town, "t2")));

        var (info, aid) = (settled["setlinfo"]!, ReasonsOf(settled, "aid."));
        Assert.Equal((60m, 40m), ((decimal)info["fund_pay_sumamt"]!, (decimal)info["psn_cash_pay"]!));
        Assert.Equal(500m, await town.Balance(Town.Funder));
        Assert.Equal(
            ["aid.only_credential_view", "aid.no_binding"], aid.Select(static reason => (string?)reason["code"]));
        Assert.Contains("亲情账户", (string?)aid[0]["zh"], StringComparison.Ordinal);
        Assert.Contains("credential view", (string?)aid[0]["en"], StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(quoted["reasons"], settled["reasons"]));
        Assert.DoesNotContain(Town.Funder, settled.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_the_person_shows_gives_no_such_reason()
    {
        await using var town = await Town.Build();
        await Bind(town, Town.Funder, Town.Resident);
        var own = await town.App.Admin("POST", $"persons/{Town.Resident}/tokens", key: "t1");

        var settled = await town.Ask(
            "2207", Shown(await town.Visit(100m, Town.Resident), (string)own.Body["token"]!));

        Assert.Equal(["aid.no_binding"], ReasonsOf(settled, "aid.").Select(static reason => (string?)reason["code"]));
    }

    [Fact]
    public async Task Views_are_bound_shown_and_ended()
    {
        await using var town = await Town.Build();
        var stranger = await town.App.Admin("POST", Path(Town.Funder, Town.Resident) + "/tokens", key: "t1");
        await Bind(town, Town.Funder, Town.Resident);
        var bound = (await town.App.Admin("GET", $"persons/{Town.Funder}")).Body["viewed"]!.AsArray();

        await town.Change("DELETE", Path(Town.Funder, Town.Resident), [], "v2");
        var ended = await town.App.Admin("POST", Path(Town.Funder, Town.Resident) + "/tokens", key: "t2");
        var again = await town.App.Admin("DELETE", Path(Town.Funder, Town.Resident), key: "v3");

        Assert.Equal(Town.Resident, (string?)Assert.Single(bound));
        Assert.All([stranger, ended, again], static reply =>
            Assert.Equal((404, "view.unknown"), (reply.Status, reply.Code)));
        Assert.Empty((await town.App.Admin("GET", $"persons/{Town.Funder}")).Body["viewed"]!.AsArray());
    }

    [Theory]
    [InlineData(Town.Funder, Town.Funder, 422, "view.of_oneself")]
    [InlineData(Town.Funder, "P404", 404, "person.not_enrolled")]
    [InlineData("P404", Town.Funder, 404, "person.not_enrolled")]
    [InlineData(Town.Funder, "a%22b", 400, "message.id_malformed")]
    public async Task A_view_that_can_t_be_is_refused_with_its_reason(
        string viewer, string viewed, int status, string code)
    {
        await using var town = await Town.Build();

        var reply = await town.App.Admin("PUT", Path(viewer, viewed), key: "v1");

        Assert.Equal((status, code), (reply.Status, reply.Code));
    }

    static string Path(string viewer, string viewed) => $"persons/{viewer}/views/{viewed}";

    static Task Bind(Town town, string viewer, string viewed) =>
        town.Change("PUT", Path(viewer, viewed), [], "v1");

    static async Task<string> Issue(Town town, string key)
    {
        var reply = await town.App.Admin("POST", Path(Town.Funder, Town.Resident) + "/tokens", key: key);
        Assert.True(reply.Status == 200, $"{reply.Body}");
        return (string)reply.Body["token"]!;
    }

    static JsonObject LevelOne() => new()
    {
        ["name"] = "社区卫生服务中心",
        ["area"] = "610103",
        ["type"] = "hospital",
        ["level"] = 1,
        ["capabilities"] = new JsonArray(
            new JsonObject { ["name"] = "outpatient_pooling", ["from"] = "2023-01-01" }),
    };

    static JsonObject Shown(string visit, string token)
    {
        var input = Town.Settlement(visit, 100m, Town.Resident);
        (input["data"]!["mdtrt_cert_type"], input["data"]!["mdtrt_cert_no"]) = ("01", token);
        return input;
    }

    static JsonNode[] ReasonsOf(JsonObject output, string begin) =>
    [
        .. output["reasons"]!.AsArray().Select(static reason => reason!)
            .Where(reason => ((string?)reason["code"])!.StartsWith(begin, StringComparison.Ordinal)),
    ];
}
