using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>Medical codes of the town, and messages that show them.</summary>
static class Tokens
{
    public static string Path(string person) => $"persons/{person}/tokens";

    /// <param name="step">What alone it is for; null for everything.</param>
    public static async Task<string> Issue(Town town, string key, string person = Town.Patient, string? step = null)
    {
        var reply = await town.App.Admin("POST", Path(person) + (step is null ? "" : $"?step={step}"), key: key);
        Assert.True(reply.Status == 200, $"{reply.Body}");
        return (string)reply.Body["token"]!;
    }

    public static string CodeOf(JsonObject answer) => ((string?)answer["err_msg"] ?? "").Split(' ')[0];

    public static JsonObject Asked(string token) => Shown(new() { ["data"] = new JsonObject() }, "data", token);

    public static JsonObject Registration(string token, string type = "01") =>
        Shown(new() { ["data"] = Town.Registration() }, "data", token, type);

    public static JsonObject Settlement(string visit, string token, decimal total = 60m, string batch = "1") =>
        Shown(Town.Settlement(visit, total, batch: batch), "data", token);

    public static JsonObject Purchase(string token) => Shown(Town.Purchase(10m), "druginfo", token);

    public static JsonObject MessageOf(
        Town town, string infno, string visit, decimal total, string batch, string token) => infno switch
        {
            "2201" => town.Message(infno, Registration(token)),
            "2102" => town.Message(infno, Purchase(token), institution: Town.Pharmacy),
            _ => town.Message(infno, Settlement(visit, token, total, batch)),
        };

    static JsonObject Shown(JsonObject input, string node, string token, string type = "01")
    {
        (input[node]!["mdtrt_cert_type"], input[node]!["mdtrt_cert_no"]) = (type, token);
        return input;
    }
}
