using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Gongji.Border;
using static Gongji.Tests.Nhsa.Tokens;

namespace Gongji.Tests.Nhsa;

/// <summary>Medical codes that are issued here: one-time tokens of a short life.</summary>
public sealed class TokenTests
{
    [Fact]
    public async Task A_token_registers_and_settles_at_one_institution_and_is_good_for_no_other()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var token = await Issue(town, "t1");

        await town.Ask("1101", Asked(token));
        await town.Ask("2201", Registration(token));
        var quoted = await town.Ask("2206", Settlement(visit, token));
        var settled = await town.Ask("2207", Settlement(visit, token));
        var elsewhere = await town.Send("2102", Purchase(token), institution: Town.Pharmacy);
        var looked = await town.Send("1101", Asked(token), institution: Town.OtherHospital);

        Assert.Equal((decimal)quoted["setlinfo"]!["acct_pay"]!, (decimal)settled["setlinfo"]!["acct_pay"]!);
        Assert.Equal("[credential.used]", CodeOf(elsewhere));
        Assert.Equal("[credential.used]", CodeOf(looked));
        Assert.Equal(0m, await town.Balance(Town.Patient));
    }

    [Theory]
    [InlineData("2201", "2201")]
    [InlineData("2207", "2207A")]
    [InlineData("2102", "2102")]
    public async Task A_step_takes_a_token_from_one_message_alone_and_answers_that_one_as_ever(
        string infno, string another)
    {
        await using var town = await Town.Build();
        var (visit, other) = (await town.Visit(5m), await town.Visit(6m, batch: "2"));
        var token = await Issue(town, "t1");
        var message = MessageOf(town, infno, visit, 5m, "1", token);
        var first = await town.App.Send(message.DeepClone().AsObject());

        var second = await town.App.Send(MessageOf(town, another, other, 6m, "2", token));
        town.App.Clock.Now = FixedClock.Morning.AddSeconds(61);
        var again = await town.App.Send(message);

        Assert.Equal(0, (int)first["infcode"]!);
        Assert.Equal("[credential.used]", CodeOf(second));
        Assert.Contains((string)message["msgid"]!, (string?)second["err_msg"], StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(first["output"], again["output"]), $"{first}\n{again}");
    }

    [Fact]
    public async Task A_token_answers_for_sixty_seconds_and_not_longer()
    {
        await using var town = await Town.Build();
        var token = await Issue(town, "t1", step: "registration");

        town.App.Clock.Now = FixedClock.Morning.AddSeconds(59);
        await town.Ask("1101", Asked(token));
        town.App.Clock.Now = FixedClock.Morning.AddSeconds(61);
        var late = await town.Send("1101", Asked(token));

        Assert.Equal("[credential.expired]", CodeOf(late));
    }

    [Fact]
    public async Task What_does_not_fit_or_is_another_persons_uses_no_token_up()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var token = await Issue(town, "t1");
        var (wrong, wrongSale) = (Settlement(visit, token), Purchase(token));
        wrong["data"]!["medfee_sumamt"] = 61m;
        wrongSale["druginfo"]!["medfee_sumamt"] = 11m;
        var others = Purchase(token);
        others["druginfo"]!["psn_no"] = Town.Funder;

        var unfit = await town.Send("2207", wrong);
        var unfitSale = await town.Send("2102", wrongSale, institution: Town.Pharmacy);
        var stolen = await town.Send("2102", others, institution: Town.Pharmacy);
        var settled = await town.Send("2207", Settlement(visit, token));

        Assert.Equal("[gateway.total_differs]", CodeOf(unfit));
        Assert.Equal("[gateway.total_differs]", CodeOf(unfitSale));
        Assert.Equal("[credential.other_person]", CodeOf(stolen));
        Assert.Equal(0, (int)settled["infcode"]!);
    }

    [Theory]
    [InlineData("registration", "2201")]
    [InlineData("settlement", "2207")]
    [InlineData("purchase", "2102")]
    public async Task A_token_for_one_step_is_refused_in_another_and_not_used_up(string step, string itsOwn)
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var token = await Issue(town, "t1", step: step);

        await town.Ask("1101", Asked(token));
        foreach (var other in new[] { "2201", "2206", "2207", "2102" }.Except([itsOwn, Before(itsOwn)]))
        {
            var refused = await town.App.Send(MessageOf(town, other, visit, 60m, "1", token));
            Assert.StartsWith("[credential.other_step]", (string?)refused["err_msg"], StringComparison.Ordinal);
        }
        var settled = await town.App.Send(MessageOf(town, itsOwn, visit, 60m, "1", token));

        Assert.Equal(0, (int)settled["infcode"]!);

        static string Before(string infno) => infno == "2207" ? "2206" : "";
    }

    [Fact]
    public async Task An_unknown_step_hears_which_there_are_and_the_step_is_part_of_what_a_key_asked_for()
    {
        await using var town = await Town.Build();
        await Issue(town, "t1", step: "settlement");

        var unknown = await town.App.Admin("POST", Path(Town.Patient) + "?step=301", key: "t2");
        var changed = await town.App.Admin("POST", Path(Town.Patient), key: "t1");

        Assert.Equal((400, "admin.value_malformed"), (unknown.Status, unknown.Code));
        Assert.Contains("any, registration, settlement, purchase", $"{unknown.Body}", StringComparison.Ordinal);
        Assert.Equal((409, "operation.id_used_for_other_content"), (changed.Status, changed.Code));
    }

    [Fact]
    public async Task A_settlement_that_the_ledger_refused_may_come_again_under_its_own_name_only()
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(60m);
        var token = await Issue(town, "t1");
        var message = town.Message("2207", Settlement(visit, token));
        await town.Change(
            "POST", $"persons/{Town.Patient}/account/block", new() { ["reason"] = "lost" }, "b1");
        var refused = await town.App.Send(message.DeepClone().AsObject());
        await town.Change("POST", $"persons/{Town.Patient}/account/unblock", [], "b2");

        var another = await town.Send("2207", Settlement(visit, token));
        town.App.Clock.Now = FixedClock.Morning.AddSeconds(61);
        var again = await town.App.Send(message);

        Assert.Equal("[settle.account_blocked]", CodeOf(refused));
        Assert.Equal("[credential.used]", CodeOf(another));
        Assert.Equal(0, (int)again["infcode"]!);
    }

    [Fact]
    public async Task The_same_key_gets_the_same_token_and_another_key_another_one()
    {
        await using var town = await Town.Build();

        var first = await town.App.Admin("POST", Path(Town.Patient), key: "t1");
        town.App.Clock.Now = FixedClock.Morning.AddSeconds(30);
        var again = await town.App.Admin("POST", Path(Town.Patient), key: "t1");
        var other = await town.App.Admin("POST", Path(Town.Patient), key: "t2");
        var forAnother = await town.App.Admin("POST", Path(Town.Funder), key: "t1");
        var forNobody = await town.App.Admin("POST", Path("P404"), key: "t3");

        var token = (string)first.Body["token"]!;
        Assert.Equal(FixedClock.Morning.AddSeconds(60), (DateTimeOffset)first.Body["until"]!);
        Assert.True(JsonNode.DeepEquals(first.Body, again.Body));
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{32}$", token);
        Assert.NotEqual(token, (string?)other.Body["token"]);
        Assert.Equal((409, "operation.id_used_for_other_content"), (forAnother.Status, forAnother.Code));
        Assert.Equal((404, "person.not_enrolled"), (forNobody.Status, forNobody.Code));
        Assert.DoesNotContain(token, town.App.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_e_credential_that_is_bound_with_its_end_is_a_token_and_a_card_is_not()
    {
        await using var town = await Town.Build();
        const string Token = "610100token000000000000000000000000001";
        var end = FixedClock.Morning.AddSeconds(60);
        await town.Bind(Town.Patient, "1", Token, end);
        await town.Bind(Town.Patient, "03", "X12345678", end);

        await town.Ask("2201", Registration(Token));
        var elsewhere = await town.Send("2201", Registration(Token), institution: Town.OtherHospital);
        await town.Ask("2201", Registration("X12345678", "03"));
        var card = await town.Send("2201", Registration("X12345678", "03"), institution: Town.OtherHospital);

        Assert.Equal("[credential.used]", CodeOf(elsewhere));
        Assert.Equal(0, (int)card["infcode"]!);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(601)]
    public void A_token_lives_neither_shorter_than_it_takes_to_show_it_nor_long_enough_to_be_kept(int seconds)
    {
        var options = new GatewayOptions { TokenLife = TimeSpan.FromSeconds(seconds) };

        var error = Assert.Throws<ValidationException>(options.Validate);

        Assert.Contains(nameof(GatewayOptions.TokenLife), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_may_choose_how_long_tokens_live()
    {
        await using var town = await Town.Build(static options => options.TokenLife = TimeSpan.FromSeconds(90));
        var token = await Issue(town, "t1");

        town.App.Clock.Now = FixedClock.Morning.AddSeconds(89);

        await town.Ask("1101", Asked(token));
    }
}
