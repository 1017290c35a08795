using System.Text.Json.Nodes;
using Gongji.Settling;

namespace Gongji.Gateway.Nhsa;

/// <summary>Our own nodes beside the national ones: who paid, one row a payer, and what is left of the limits. The
/// national answer has no place for either.</summary>
static class PayerRows
{
    public static JsonArray Of(Receipt receipt, Func<Money, decimal> tell) =>
        new([.. receipt.Lines.Where(static l => !l.Amount.IsZero).Select(line => (JsonNode)Row(line, tell))]);

    public static JsonObject Limits(Receipt receipt) => new()
    {
        ["dedc_used"] = Yuan.Of(receipt.Deductible),
        ["dedc_left"] = Yuan.Of(receipt.DeductibleLeft),
        ["cap_left"] = receipt.CapLeft is { } left ? Yuan.Of(left) : null,
        ["policy_version"] = receipt.PolicyVersion,
    };

    static JsonObject Row(ReceiptLine line, Func<Money, decimal> tell)
    {
        var row = new JsonObject
        {
            ["payer"] = NameOf(line.PaidBy),
            ["amount"] = tell(line.Amount),
        };
        if (line.Network is { } network)
        {
            row["network"] = network.Value;
        }
        if (line.Funder is { } funder)
        {
            row["psn_no"] = Mask.Tail(funder.Value);
        }
        if (line.BalanceAfter is { } balance)
        {
            row["balc"] = Yuan.Of(balance);
        }
        return row;
    }

    static string NameOf(PaidBy payer) => payer switch
    {
        PaidBy.OwnHistoric => "own_historic",
        PaidBy.OwnCurrent => "own_current",
        PaidBy.FamilyAid => "family_aid",
        _ => "cash",
    };
}
