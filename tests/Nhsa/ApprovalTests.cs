using System.Text.Json.Nodes;

namespace Gongji.Tests.Nhsa;

/// <summary>Lines that the institution did not approve for insurance (hosp_appr_flag 2) are own expense.</summary>
public sealed class ApprovalTests
{
    /// <summary>hosp_appr_flag of the second of two lines, and what is own expense then.</summary>
    [Theory]
    [InlineData(null, 0)]
    [InlineData("", 0)]
    [InlineData("0", 0)]
    [InlineData("1", 0)]
    [InlineData("2", 25)]
    public async Task A_line_of_a_visit_that_was_not_approved_is_paid_by_the_patient(string? flag, decimal own)
    {
        await using var town = await Town.Build();
        var visit = await town.Visit(40m);
        var line = Town.Fee(visit, 25m, line: "2");
        line["hosp_appr_flag"] = flag;

        var lines = await town.Ask("2204", new() { ["feedetail"] = new JsonArray(line) });
        var settled = await town.Ask("2207", Town.Settlement(visit, 65m));

        Assert.Equal(own, (decimal)lines["result"]![0]!["fulamt_ownpay_amt"]!);
        Assert.Equal(own > 0 ? "03" : "01", (string?)lines["result"]![0]!["chrgitm_lv"]);
        Assert.Equal(own, (decimal)settled["setlinfo"]!["fulamt_ownpay_amt"]!);
        Assert.Equal(65m - own, (decimal)settled["setlinfo"]!["inscp_scp_amt"]!);
    }

    [Fact]
    public async Task A_line_of_a_purchase_that_was_not_approved_is_paid_by_the_buyer()
    {
        await using var town = await Town.Build();
        var purchase = Town.Purchase(40m);
        purchase["drugdetail"]![0]!["hosp_appr_flag"] = "2";

        var asked = await town.Ask("2101", purchase.DeepClone().AsObject(), institution: Town.Pharmacy);
        var bought = await town.Ask("2102", purchase, institution: Town.Pharmacy);

        Assert.All([asked, bought], static answer =>
        {
            Assert.Equal(40m, (decimal)answer["setlinfo"]!["fulamt_ownpay_amt"]!);
            Assert.Equal(0m, (decimal)answer["setlinfo"]!["inscp_scp_amt"]!);
            Assert.Equal(40m, (decimal)answer["detlcutinfo"]![0]!["fulamt_ownpay_amt"]!);
        });
    }
}
