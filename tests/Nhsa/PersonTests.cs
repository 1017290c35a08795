using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>How a person is found by what the person shows.</summary>
public sealed class PersonTests
{
    [Theory]
    [InlineData("02", Town.PatientCertNo, "", "")]
    [InlineData("02", "61010319850101001x", "", "")]
    [InlineData("02", Town.PatientCertNo + "|TUlJQ0lqQU5CZ2txaGtpRzl3MEJBUUVGQUFPQ0FnOEE", "", "")]
    [InlineData("", "", "01", Town.PatientCertNo)]
    [InlineData("", "", "1", Town.PatientCertNo)]
    [InlineData("", "", "", Town.PatientCertNo)]
    [InlineData("03", "X12345678", "", "")]
    [InlineData("01", "610100token000000000000000000000000001", "", "")]
    public async Task A_person_is_found_by_card_document_and_token(
        string type, string number, string documentType, string document)
    {
        await using var town = await Town.Build();
        await town.Bind(Town.Patient, "03", "X12345678");
        await town.Bind(Town.Patient, "01", "610100token000000000000000000000000001");

        var output = await town.Ask("1101", Query(type, number, documentType, document));

        var person = output["baseinfo"]!;
        Assert.Equal(Town.Patient, (string?)person["psn_no"]);
        Assert.Equal(Town.PatientName, (string?)person["psn_name"]);
        Assert.Equal(41, (int)person["age"]!);
        Assert.Equal(50m, (decimal)output["insuinfo"]![0]!["balc"]!);
        Assert.Equal("610199", (string?)output["insuinfo"]![0]!["insuplc_admdvs"]);
    }

    [Fact]
    public async Task A_sender_that_does_not_know_the_area_yet_may_name_its_own_but_no_third_one()
    {
        await using var town = await Town.Build();
        var message = town.Message("1101", Query("02", Town.PatientCertNo), insured: "610700");
        var own = message.DeepClone().AsObject();
        own["mdtrtarea_admvs"] = "610700";

        var third = await town.App.Send(message);
        var found = await town.App.Send(own);

        Assert.StartsWith("[gateway.insured_area_differs]", (string?)third["err_msg"], StringComparison.Ordinal);
        Assert.Equal(0, (int)found["infcode"]!);
    }

    [Theory]
    [InlineData("02", "110101190001011234", "credential.unknown")]
    [InlineData("03", Town.PatientCertNo, "credential.unknown")]
    [InlineData("17", "H12345", "gateway.credential_not_supported")]
    public async Task An_unknown_credential_is_refused_and_its_number_is_not_repeated(
        string type, string number, string code)
    {
        await using var town = await Town.Build();

        var answer = await town.Send("1101", Query(type, number));

        Assert.StartsWith($"[{code}]", (string?)answer["err_msg"], StringComparison.Ordinal);
        Assert.DoesNotContain(number, (string?)answer["err_msg"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_and_identity_numbers_are_in_no_log_line()
    {
        await using var town = await Town.Build();
        await town.Ask("1101", Query("02", Town.PatientCertNo));
        var visit = await town.Visit(60m);
        await town.Ask("2207", Town.Settlement(visit, 60m));

        var log = town.App.Log.All;

        Assert.Contains("2207 of " + Town.Hospital + ": ok", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Town.PatientName, log, StringComparison.Ordinal);
        Assert.DoesNotContain(Town.PatientCertNo, log, StringComparison.Ordinal);
    }

    static JsonObject Query(string type, string number, string documentType = "", string document = "") => new()
    {
        ["data"] = new JsonObject
        {
            ["mdtrt_cert_type"] = type,
            ["mdtrt_cert_no"] = number,
            ["psn_cert_type"] = documentType,
            ["certno"] = document,
        },
    };
}
