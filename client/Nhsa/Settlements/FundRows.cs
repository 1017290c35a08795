using System.Text.Json.Nodes;
using Gongji.Border.Json;
using Gongji.People;

namespace Gongji.Nhsa.Settlements;

/// <summary>Node setldetail: one row a fund. Together they are the total less cash, so the accounts are in it; aid
/// from relatives' accounts stands under the personal account's code, because the national list has no code for
/// it and programs fail on codes that they don't know.</summary>
static class FundRows
{
    const string PersonalAccount = "310200";
    const int TraceMax = 4000;

    public static JsonArray Of(Receipt receipt, Func<Money, decimal> tell, bool withTrace)
    {
        var trace = withTrace ? TextOf(receipt.Trace) : "";
        var rows = new JsonArray();
        foreach (var layer in receipt.Layers.Where(static layer => !layer.Pays.IsZero))
        {
            var limit = layer.CapLeft + layer.Pays ?? layer.Base;
            rows.Add(Row(layer.Fund, layer.Pays, layer.Base, limit, tell, trace));
        }
        var accounts = receipt.Own + receipt.Aid;
        if (!accounts.IsZero)
        {
            rows.Add(Row(PersonalAccount, accounts, Money.Zero, accounts, tell, ""));
        }
        return rows;
    }

    /// <summary>The trace as text: rule, what went in, what came out, one step a line.</summary>
    public static string TextOf(TraceStep[]? trace)
    {
        var steps = (trace ?? []).Select(static step =>
            $"{$"{step.Rule}@{step.Version}".TrimEnd('@')}: {step.Input} => {step.Result}");
        var text = string.Join('\n', steps);
        return text.Length <= TraceMax ? text : text[..(TraceMax - 1)] + "…";
    }

    static JsonObject Row(
        string fund, Money paid, Money inScope, Money limit, Func<Money, decimal> tell, string trace) => new()
        {
            ["fund_pay_type"] = fund,
            ["fund_pay_type_name"] = NameOf(fund),
            ["inscp_scp_amt"] = tell(inScope),
            ["crt_payb_lmt_amt"] = Yuan.Of(limit),
            ["fund_payamt"] = tell(paid),
            ["setl_proc_info"] = trace,
        };

    static string NameOf(string fund) => fund switch
    {
        "310100" => "职工基本医疗保险统筹基金",
        "390100" => "城乡居民基本医疗保险统筹基金",
        PersonalAccount => "职工基本医疗保险个人账户基金",
        _ => "",
    };
}
