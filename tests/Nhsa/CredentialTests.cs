using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Gongji.Border;

namespace Gongji.Tests.Nhsa;

/// <summary>What a message may do that brings a credential.</summary>
public sealed class CredentialTests
{
    const string Token = "610100token000000000000000000000000001";
    const string Card = "X12345678";

    static readonly DateTimeOffset Passed = FixedClock.Morning;
    static readonly DateTimeOffset ToCome = FixedClock.Morning.AddSeconds(60);

    static readonly (string Type, string Number, string Code)[] Wrong =
    [
        ("01", Token, "credential.expired"),
        ("03", Card, "credential.other_person"),
        ("02", Town.FunderCertNo, "credential.other_person"),
        ("01", "never issued", "credential.unknown"),
        ("03", Town.PatientCertNo, "credential.unknown"),
        ("17", "H12345", "gateway.credential_not_supported"),
        ("", Card, "gateway.credential_not_supported"),
    ];

    static readonly string[] Numbers = ["2201", "2206", "2207", "2101", "2102"];

    public static TheoryData<string> Messages => [.. Numbers];

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task A_credential_that_is_not_the_persons_or_not_in_force_books_nothing(string infno)
    {
        await using var town = await Built(Passed);
        var visit = await town.Visit(60m);

        foreach (var (type, number, code) in Wrong)
        {
            var answer = await Send(town, infno, visit, type, number);

            var said = (string?)answer["err_msg"];
            Assert.StartsWith($"[{code}]", said, StringComparison.Ordinal);
            Assert.DoesNotContain(number, said, StringComparison.Ordinal);
        }
        Assert.Equal(50m, await town.Balance(Town.Patient));
        var view = (await town.App.Grains.Visit(VisitId.Of(visit)).View()).OrThrow();
        Assert.False(view.Batches.Single().Sealed);
    }

    [Theory]
    [InlineData("02", Town.PatientCertNo + "|王小明")]
    [InlineData("02", "61010319850101001x")]
    [InlineData("03", "x12345678|TUlJQ0lqQU5CZ2txaGtpRzl3MEJBUUVGQUFPQ0FnOEE")]
    [InlineData("01", "")]
    [InlineData("17", "")]
    [InlineData("", "")]
    public async Task The_own_credential_in_force_is_good_for_all_and_so_is_none(string type, string number)
    {
        await using var town = await Town.Build();
        await town.Bind(Town.Patient, "03", Card);
        var visit = await town.Visit(60m);

        foreach (var infno in Numbers)
        {
            var answer = await Send(town, infno, visit, type, number);

            Assert.True((int)answer["infcode"]! == 0, $"{infno}: {answer["err_msg"]}");
        }
    }

    [Theory]
    [InlineData("2201")]
    [InlineData("2207")]
    [InlineData("2102")]
    public async Task What_was_answered_is_answered_again_when_the_token_has_expired(string infno)
    {
        await using var town = await Built(ToCome);
        var message = MessageOf(town, infno, await town.Visit(60m), "01", Token);
        var changed = message.DeepClone().AsObject();
        NodeOf(changed)["mdtrt_cert_no"] = Card;
        var first = await town.App.Send(message.DeepClone().AsObject());

        await town.Bind(Town.Patient, "01", Token, Passed);
        var again = await town.App.Send(message.DeepClone().AsObject());
        var other = await town.App.Send(changed);

        Assert.Equal(0, (int)first["infcode"]!);
        Assert.True(JsonNode.DeepEquals(first["output"], again["output"]), $"{first}\n{again}");
        Assert.StartsWith(
            "[operation.id_used_for_other_content]", (string?)other["err_msg"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_good_to_the_second_at_which_it_ends()
    {
        await using var town = await Built(ToCome);
        var registration = MessageOf(town, "2201", "", "01", Token);
        var asked = new JsonObject { ["mdtrt_cert_type"] = "01", ["mdtrt_cert_no"] = Token };

        town.App.Clock.Now = ToCome.AddSeconds(-1);
        var found = await town.Send("1101", new() { ["data"] = asked.DeepClone() });
        var registered = await town.App.Send(registration.DeepClone().AsObject());
        town.App.Clock.Now = ToCome.AddSeconds(1);
        var late = await town.Send("1101", new() { ["data"] = asked });
        var again = await town.App.Send(registration);

        Assert.Equal(0, (int)found["infcode"]!);
        Assert.StartsWith("[credential.expired]", (string?)late["err_msg"], StringComparison.Ordinal);
        Assert.Equal(0, (int)registered["infcode"]!);
        Assert.True(JsonNode.DeepEquals(registered["output"], again["output"]), $"{registered}\n{again}");
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task A_message_without_a_credential_is_refused_where_the_area_demands_one(string infno)
    {
        await using var town = await Town.Build(options => options.Areas["610100"] = new()
        {
            CredentialDemandedBy = [infno],
        });
        var visit = await town.Visit(60m);

        foreach (var other in Numbers.Where(other => other != infno))
        {
            var carried = await Send(town, other, visit, "01", "");
            Assert.Equal(0, (int)carried["infcode"]!);
        }
        var answer = await Send(town, infno, visit, "01", "");

        Assert.StartsWith("[gateway.credential_missing]", (string?)answer["err_msg"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2207", "2207A", -1)]
    [InlineData("2207A", "2207", null)]
    [InlineData("1101", "", null)]
    [InlineData("2208", "", null)]
    public async Task Only_what_can_bring_a_credential_can_be_asked_for_one(string demanded, string sent, int? infcode)
    {
        var options = new GatewayOptions { Areas = { ["610100"] = new() { CredentialDemandedBy = [demanded] } } };
        if (infcode is null)
        {
            var error = Assert.Throws<ValidationException>(options.Validate);
            Assert.Contains($"'{demanded}'", error.Message, StringComparison.Ordinal);
            return;
        }
        await using var town = await Town.Build(chosen => chosen.Areas = options.Areas);

        var answer = await Send(town, sent, await town.Visit(60m), "", "");

        Assert.Equal(infcode, (int)answer["infcode"]!);
    }

    /// <summary>A token of the patient, and a card of the funder.</summary>
    static async Task<Town> Built(DateTimeOffset tokenUntil)
    {
        var town = await Town.Build();
        await town.Bind(Town.Patient, "01", Token, tokenUntil);
        if (tokenUntil == Passed)
        {
            await town.Bind(Town.Funder, "03", Card);
        }
        return town;
    }

    static Task<JsonObject> Send(Town town, string infno, string visit, string type, string number) =>
        town.App.Send(MessageOf(town, infno, visit, type, number));

    static JsonObject MessageOf(Town town, string infno, string visit, string type, string number)
    {
        var input = infno switch
        {
            "2201" => new JsonObject { ["data"] = Town.Registration() },
            "2101" or "2102" => Town.Purchase(10m),
            _ => Town.Settlement(visit, 60m),
        };
        var institution = infno is "2101" or "2102" ? Town.Pharmacy : Town.Hospital;
        var message = town.Message(infno, input, institution: institution);
        (NodeOf(message)["mdtrt_cert_type"], NodeOf(message)["mdtrt_cert_no"]) = (type, number);
        return message;
    }

    static JsonNode NodeOf(JsonObject message) => message["input"]!["data"] ?? message["input"]!["druginfo"]!;
}
