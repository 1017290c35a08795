namespace Gongji.Tests.Nhsa;

/// <summary>What the gateway refuses before the ledger is asked.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task Nobody_is_treated_on_a_day_before_the_insurance_began()
    {
        await using var town = await Town.Build();
        var registration = Town.Registration();
        registration["begntime"] = "2022-12-31 09:30:00";

        var answer = await town.Send("2201", new() { ["data"] = registration });

        Assert.StartsWith("[gateway.not_insured]", (string?)answer["err_msg"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_is_larger_than_a_body_may_be_is_not_read()
    {
        await using var app = await GatewayApp.Start(static options => options.BodyBytesMax = 10_000);

        var reply = await app.Admin("PUT", "networks/N1", new() { ["funder"] = new string('1', 10_000) }, "large");

        Assert.Equal((413, "admin.body_too_large"), (reply.Status, reply.Code));
    }
}
