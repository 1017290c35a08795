using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>What has not happened is neither taken nor told, wherever a message brings a date.</summary>
public sealed class FutureTests
{
    const string Tomorrow = "2026-03-03 00:00:00";

    [Theory]
    [InlineData("2201", "begntime", "visit.in_the_future")]
    [InlineData("2203A", "begntime", "visit.in_the_future")]
    [InlineData("2204", "fee_ocur_time", "gateway.in_the_future")]
    [InlineData("2101", "begntime", "visit.in_the_future")]
    [InlineData("2102", "begntime", "visit.in_the_future")]
    [InlineData("1101", "begntime", "gateway.in_the_future")]
    public async Task A_date_after_today_is_refused(string infno, string field, string code)
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var input = InputOf(infno, visit);
        Dated(input, field, Tomorrow);

        var answer = await town.Send(infno, input, institution: infno[..2] == "21" ? Town.Pharmacy : Town.Hospital);

        Assert.StartsWith($"[{code}]", (string?)answer["err_msg"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2201", "begntime")]
    [InlineData("2203A", "begntime")]
    [InlineData("2204", "fee_ocur_time")]
    [InlineData("2101", "begntime")]
    [InlineData("2102", "begntime")]
    [InlineData("1101", "begntime")]
    public async Task The_last_minute_of_today_is_taken(string infno, string field)
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var input = InputOf(infno, visit);
        Dated(input, field, "2026-03-02 23:59:00");

        var answer = await town.Send(infno, input, institution: infno[..2] == "21" ? Town.Pharmacy : Town.Hospital);

        Assert.DoesNotContain("in_the_future", $"{answer}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_purchase_without_a_date_of_its_own_is_held_to_when_it_was_sent()
    {
        await using var town = await Town.Build();
        var purchase = Town.Purchase(20m);
        purchase["druginfo"]!.AsObject().Remove("begntime");
        var message = town.Message("2102", purchase, institution: Town.Pharmacy);
        message["inf_time"] = "2098-01-01 09:00:00";

        var answer = await town.App.Send(message);

        Assert.StartsWith("[visit.in_the_future]", (string?)answer["err_msg"], StringComparison.Ordinal);
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    static JsonObject InputOf(string infno, string visit) => infno switch
    {
        "2201" => new() { ["data"] = Town.Registration() },
        "2203A" => Town.Diagnosis(visit),
        "2204" => new() { ["feedetail"] = new JsonArray(Town.Fee(visit, 10m, line: "2")) },
        "2101" or "2102" => Town.Purchase(20m),
        _ => new()
        {
            ["data"] = new JsonObject
            {
                ["mdtrt_cert_type"] = "02",
                ["mdtrt_cert_no"] = Town.PatientCertNo,
                ["psn_cert_type"] = "01",
                ["certno"] = Town.PatientCertNo,
                ["begntime"] = "2026-03-02 09:00:00",
            },
        },
    };

    static void Dated(JsonNode? node, string field, string time)
    {
        foreach (var inner in node switch
        {
            JsonObject record => record.Select(static each => each.Value).ToArray(),
            JsonArray list => [.. list],
            _ => [],
        })
        {
            Dated(inner, field, time);
        }
        if (node is JsonObject fields && fields.ContainsKey(field))
        {
            fields[field] = time;
        }
    }
}
