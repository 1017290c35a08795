using System.Globalization;
using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>The arithmetic that readers of an answer rely on, in every answer that carries a settlement.</summary>
public sealed class IdentitiesTests
{
    static readonly string[] NeverNull =
    [
        "medfee_sumamt", "overlmt_selfpay", "preselfpay_amt", "inscp_scp_amt", "act_pay_dedc", "hifp_pay",
        "pool_prop_selfpay", "cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay", "maf_pay", "oth_pay", "psn_cash_pay",
        "hosp_part_amt", "acct_mulaid_pay", "fund_pay_sumamt", "acct_pay", "balc",
    ];

    /// <summary>Total, catalogue item, account flag, and what the table is about.</summary>
    public static TheoryData<string, string, string, string> Bills() => new()
    {
        { "0.01", "XA06AA", "1", "one fen" },
        { "60.00", "XA06AA", "0", "below the deductible, no account" },
        { "60.00", "XA06AA", "1", "own account, then relatives" },
        { "333.33", "XA06AA", "1", "over the deductible, pool pays half" },
        { "999.99", "002102000010000", "1", "over the price limit, first self-payment" },
        { "120.05", "XG04BE01", "1", "wholly own expense" },
        { "9999.97", "XA06AA", "1", "over the cap" },
        { "80.00", "XJ07AA", "1", "no account may pay" },
    };

    [Theory]
    [MemberData(nameof(Bills))]
    public async Task Every_answer_about_a_settlement_adds_up(string total, string item, string account, string about)
    {
        await using var town = await Town.Build();
        var sum = decimal.Parse(total, CultureInfo.InvariantCulture);
        var visit = await town.Visit(sum, item: item);

        var pre = await town.Ask("2206", Town.Settlement(visit, sum, account: account));
        var settled = await town.Ask("2207", Town.Settlement(visit, sum, account: account));
        var found = await town.Ask("5203", Town.Cancellation(settled["setlinfo"]!));
        var cancelled = await town.Ask("2208", Town.Cancellation(settled["setlinfo"]!));

        foreach (var output in new[] { pre, settled, found })
        {
            AddsUp(output, sum, about);
            Assert.Equal(50m, Of(output, "balc") + Of(output, "acct_pay") - Of(output, "acct_mulaid_pay"));
        }
        AddsUp(cancelled, -sum, about);
        Assert.Equal(Of(cancelled, "psn_cash_pay"), Of(cancelled, "pdn_cash_pay"));
        Assert.Equal(50m, Of(cancelled, "balc"));
    }

    [Fact]
    public async Task An_area_may_tell_aid_beside_the_account_and_the_account_inside_the_fund_sum()
    {
        await using var town = await Town.Build(static options =>
            options.Areas["610100"] = new() { AidInsideAccountPay = false, AccountInsideFundSum = true });
        var visit = await town.Visit(60m);

        var settled = await town.Ask("2207", Town.Settlement(visit, 60m));

        Assert.Equal(50m, Of(settled, "acct_pay"));
        Assert.Equal(10m, Of(settled, "acct_mulaid_pay"));
        Assert.Equal(50m, Of(settled, "fund_pay_sumamt"));
    }

    static void AddsUp(JsonObject output, decimal total, string about)
    {
        var info = output["setlinfo"]!;
        Assert.All(NeverNull, field => Assert.True(info[field] is not null, $"{about}: {field} is null"));
        decimal A(string field) => (decimal)info[field]!;
        Assert.Equal(total, A("medfee_sumamt"));
        Assert.Equal(total, A("fund_pay_sumamt") + A("psn_part_amt") + A("hosp_part_amt"));
        Assert.Equal(A("psn_part_amt"), A("acct_pay") + A("psn_cash_pay"));
        Assert.Equal(
            total, A("fulamt_ownpay_amt") + A("overlmt_selfpay") + A("preselfpay_amt") + A("inscp_scp_amt"));
        Assert.Equal(
            A("fund_pay_sumamt"),
            A("hifp_pay") + A("cvlserv_pay") + A("hifes_pay") + A("hifmi_pay") + A("hifob_pay") + A("hifdm_pay")
            + A("maf_pay") + A("oth_pay"));
        Assert.Equal(total - A("psn_cash_pay"), Sum(output, "setldetail", "fund_payamt"));
        Assert.Equal(A("psn_part_amt"), Sum(output, "paydetail", "amount"));
    }

    static decimal Of(JsonObject output, string field) => (decimal)output["setlinfo"]![field]!;

    static decimal Sum(JsonObject output, string node, string field) =>
        output[node]!.AsArray().Sum(row => (decimal)row![field]!);
}
