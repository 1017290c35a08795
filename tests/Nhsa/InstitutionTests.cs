using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>Institutions that change, and what each kind of them may settle.</summary>
public sealed class InstitutionTests
{
    const string Path = $"institutions/{Town.Hospital}";

    [Fact]
    public async Task A_level_from_a_day_on_is_shown_as_of_a_day_and_leaves_earlier_days()
    {
        await using var town = await Town.Build();

        await town.Change("PUT", Path, Body(2, "2026-07-01"), "k1");
        await town.Change("PUT", Path, Body(1), "k2");
        var (before, now, later) = (await Read(town, "?asOf=2026-03-01"), await Read(town, ""),
            await Read(town, "?asOf=2026-08-01"));

        Assert.Equal((3, null), ((int)before["level"]!, (string?)before["from"]));
        Assert.Equal("2026-03-02", (string?)before["changes"]!.AsArray().Single());
        Assert.Equal((1, "2026-03-02"), ((int)now["level"]!, (string?)now["from"]));
        Assert.Empty(now["changes"]!.AsArray());
        Assert.Equal(1, (int)later["level"]!);
    }

    [Fact]
    public async Task A_visit_is_paid_by_the_level_of_its_day_until_that_day_is_corrected()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(1_000m);
        await town.Change("PUT", Path, Body(1, "2026-03-03"), "k1");

        var settled = (await town.Ask("2207", Town.Settlement(visit, 1_000m)))["setlinfo"]!;
        await town.Ask("2208", Town.Cancellation(settled));
        await town.Change("PUT", Path, Body(1, "2026-03-02"), "k2");
        await town.Ask("2205", new()
        {
            ["data"] = new JsonObject
            {
                ["mdtrt_id"] = visit,
                ["psn_no"] = Town.Patient,
                ["chrg_bchno"] = "1",
                ["feedetl_sn"] = "0000",
            },
        });
        await town.Ask("2204", new() { ["feedetail"] = new JsonArray(Town.Fee(visit, 1_000m)) });
        var corrected = (await town.Ask("2207", Town.Settlement(visit, 1_000m)))["setlinfo"]!;

        // Of 1000 yuan 800 are above the deductible: half of it at level 3, 70% at level 1.
        Assert.Equal((400m, 560m), ((decimal)settled["hifp_pay"]!, (decimal)corrected["hifp_pay"]!));
    }

    [Theory]
    [InlineData("2201", Town.Pharmacy, "[visit.care_not_of_institution]", "outpatient pharmacy")]
    [InlineData("2101", Town.Hospital, "[visit.care_not_of_institution]", "pharmacy hospital")]
    [InlineData("2102", Town.Hospital, "[visit.care_not_of_institution]", "pharmacy hospital")]
    public async Task Care_that_an_institution_does_not_give_is_refused_with_both(
        string infno, string institution, string code, string both)
    {
        await using var town = await Town.Build();
        var input = infno == "2201" ? new JsonObject { ["data"] = Town.Registration() } : Town.Purchase(10m);

        var answer = await town.Send(infno, input, institution: institution);

        Assert.StartsWith(code, (string?)answer["err_msg"], StringComparison.Ordinal);
        Assert.EndsWith($"(med_type={both})", (string?)answer["err_msg"], StringComparison.Ordinal);
        Assert.Equal(50m, await town.Balance(Town.Patient));
    }

    [Theory]
    [InlineData("1101")]
    [InlineData("2201")]
    [InlineData("2101")]
    [InlineData("2102")]
    [InlineData("2601")]
    [InlineData("5203")]
    public async Task An_institution_that_is_not_registered_hears_nothing_of_anybody(string infno)
    {
        await using var town = await Town.Build();
        var settled = (await town.Ask("2102", Town.Purchase(10m), "bought", Town.Pharmacy))["setlinfo"]!;
        var input = infno switch
        {
            "1101" or "2201" => new JsonObject { ["data"] = Town.Registration() },
            "2101" or "2102" => Town.Purchase(10m),
            "2601" => Town.Reversal("bought", "2102"),
            _ => Town.Cancellation(settled),
        };

        var answer = await town.Send(infno, input, institution: "H99");

        Assert.Matches(@"^\[(visit\.institution_unknown|institution\.unknown)\]", (string?)answer["err_msg"]);
        Assert.DoesNotContain(Town.PatientName, answer.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(40m, await town.Balance(Town.Patient));
    }

    [Fact]
    public async Task An_institution_asks_from_its_first_day_on()
    {
        await using var town = await Town.Build();
        var body = Body(2, "2026-03-03");
        await town.Change("PUT", "institutions/H9", body, "k1");
        var asked = new JsonObject { ["data"] = Town.Registration() };

        var before = await town.Send("1101", asked.DeepClone().AsObject(), institution: "H9");
        town.App.Clock.Now = FixedClock.Morning.AddDays(1);
        var since = await town.Send("1101", asked, institution: "H9");

        Assert.StartsWith("[institution.not_then]", (string?)before["err_msg"], StringComparison.Ordinal);
        Assert.Equal(0, (int)since["infcode"]!);
    }

    [Fact]
    public async Task A_hospital_that_becomes_a_pharmacy_settles_what_it_treated_before()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(40m);
        var pharmacy = Body(0, "2026-03-03");
        pharmacy["type"] = "pharmacy";
        await town.Change("PUT", Path, pharmacy, "k1");

        var settled = await town.Ask("2207", Town.Settlement(visit, 40m));

        Assert.Equal(40m, (decimal)settled["setlinfo"]!["acct_pay"]!);
    }

    [Fact]
    public async Task A_file_registers_institutions_from_a_day_on_and_earlier_days_are_asked_in_vain()
    {
        await using var app = await GatewayApp.Start();
        var line = Body(2, "2026-01-01");
        (line["kind"], line["code"]) = ("institution", "H9");
        using var file = new StringContent(line.ToJsonString(), new MediaTypeHeaderValue("application/x-ndjson"));
        using var told = await app.Http.PostAsync(new Uri("/admin/import", UriKind.Relative), file);

        var before = await app.Admin("GET", "institutions/H9?asOf=2025-12-31");
        var since = await app.Admin("GET", "institutions/H9?asOf=2026-01-01");

        Assert.Equal((422, "institution.not_then"), (before.Status, before.Code));
        Assert.Equal((200, 2), (since.Status, (int)since.Body["level"]!));
    }

    [Theory]
    [InlineData("soon", "from", "admin.value_malformed")]
    [InlineData("2026-02-30", "from", "admin.value_malformed")]
    public async Task A_day_that_is_none_is_named(string from, string field, string code)
    {
        await using var app = await GatewayApp.Start();

        var reply = await app.Admin("PUT", Path, Body(1, from), "k1");

        Assert.Equal((400, code, field), (reply.Status, reply.Code, (string?)reply.Body["field"]));
    }

    static JsonObject Body(int level, string? from = null)
    {
        var body = new JsonObject
        {
            ["name"] = "西安市第一医院",
            ["area"] = "610103",
            ["type"] = "hospital",
            ["level"] = level,
            ["capabilities"] = new JsonArray(
                new JsonObject { ["name"] = "outpatient_pooling", ["from"] = "2023-01-01" }),
        };
        if (from is not null)
        {
            body["from"] = from;
        }
        return body;
    }

    static async Task<JsonObject> Read(Town town, string query) =>
        (await town.App.Admin("GET", Path + query)).Body;
}
