using System.Text.Json.Nodes;
using Gongji.Border.Json;
using Gongji.Identity;
using Gongji.People;

namespace Gongji.Nhsa.Settlements;

/// <summary>Our own nodes beside the national ones: who paid, one row a payer, what is left of the limits, and why a
/// payer did not pay. The national answer has no place for them.</summary>
static class PayerRows
{
    public static JsonArray Paid(Receipt receipt) => Rows(receipt, static line =>
    {
        var row = Row(line, Yuan.Of(line.Amount));
        if (line.BalanceAfter is { } balance)
        {
            row["balc"] = Yuan.Of(balance);
        }
        return row;
    });

    /// <summary>What a cancellation gives back; the balances of relatives are not known to it.</summary>
    public static JsonArray Returned(Receipt receipt) =>
        Rows(receipt, static line => Row(line, Yuan.Minus(line.Amount)));

    /// <summary>What is left of the basic pool's deductible and cap.</summary>
    public static JsonObject Limits(Receipt receipt)
    {
        var basic = receipt.Layers.FirstOrDefault();
        return new()
        {
            ["dedc_used"] = Yuan.Of(receipt.Deductible),
            ["dedc_left"] = Yuan.Of(basic?.DeductibleLeft ?? Money.Zero),
            ["cap_left"] = basic?.CapLeft is { } left ? Yuan.Of(left) : null,
            ["policy_version"] = receipt.PolicyVersion,
        };
    }

    /// <summary>Why a payer paid nothing or not all; what a code says stands beside it, for the counter.</summary>
    public static JsonArray Reasons(Receipt receipt) => new([.. receipt.Reasons.Select(static reason =>
    {
        var row = new JsonObject
        {
            ["code"] = reason.Code,
            ["zh"] = reason.Text.Chinese,
            ["en"] = reason.Text.English,
        };
        if (reason.Network is { } network)
        {
            row["network"] = network.Value;
        }
        return row;
    })]);

    static JsonArray Rows(Receipt receipt, Func<ReceiptLine, JsonNode> row) =>
        new([.. receipt.Lines.Where(static line => !line.Amount.IsZero).Select(row)]);

    static JsonObject Row(ReceiptLine line, decimal amount)
    {
        var row = new JsonObject
        {
            ["payer"] = SnakeCase.Of(line.PaidBy),
            ["amount"] = amount,
        };
        if (line.Network is { } network)
        {
            row["network"] = network.Value;
        }
        if (line.Funder is { } funder)
        {
            row["psn_no"] = Mask.Tail(funder.Value);
        }
        return row;
    }
}
