using System.Text.Json.Nodes;
using Gongji.Border.Json;
using Gongji.Border.Refusing;
using Gongji.Nhsa.Codes;
using Gongji.Nhsa.Desks;

namespace Gongji.Nhsa.Settlements;

/// <summary>Fee lines 费用明细 as they come in and as their split goes back.</summary>
static class FeeLines
{
    const int CountDecimals = 4;
    const int PriceDecimals = 6;

    /// <summary>What a price limit is told as where there is none.</summary>
    const decimal NoLimit = 999999m;

    public static FeeItem Read(NodeReader line, Desk desk)
    {
        desk.DayIn(line, "fee_ocur_time");
        var name = line.OptionalText("medins_list_name", 200);
        return new FeeItem(
            line.IdText("feedetl_sn", 30),
            line.Text("med_list_codg", 50),
            name.Length > 0 ? name : line.OptionalText("medins_list_codg", 150),
            line.Money("det_item_fee_sumamt"),
            line.Number("cnt", CountDecimals),
            line.Number("pric", PriceDecimals),
            ReadOwnExpense(line));
    }

    public static JsonArray Rows(IEnumerable<FeeLine> lines, bool withLimitedUse)
    {
        var rows = new JsonArray();
        foreach (var line in lines)
        {
            var row = Row(line);
            if (withLimitedUse)
            {
                row["lmt_used_flag"] = "0";
            }
            rows.Add(row);
        }
        return rows;
    }

    // 0 asks for no approval, 1 is approved, 2 is not.
    static bool ReadOwnExpense(NodeReader line)
    {
        var flag = line.OptionalText("hosp_appr_flag", 3);
        if (flag is not ("" or "0" or "1" or "2"))
        {
            line.Refuse(MessageRefusal.CodeUnknown, "hosp_appr_flag", flag);
        }
        return flag == "2";
    }

    static JsonObject Row(FeeLine line) => new()
    {
        ["feedetl_sn"] = line.Item.Number,
        ["det_item_fee_sumamt"] = Yuan.Of(line.Item.Total),
        ["cnt"] = line.Item.Count,
        ["pric"] = line.Item.Price,
        ["pric_uplmt_amt"] = line.Split.PriceLimit ?? NoLimit,
        ["selfpay_prop"] = line.Split.SelfPayRatio + 0.0000m,
        ["fulamt_ownpay_amt"] = Yuan.Of(line.Split.OwnExpense),
        ["overlmt_amt"] = Yuan.Of(line.Split.OverLimit),
        ["preselfpay_amt"] = Yuan.Of(line.Split.FirstSelfPay),
        ["inscp_scp_amt"] = Yuan.Of(line.Split.InScope),
        ["chrgitm_lv"] = NhsaCodes.ChrgitmLv(line.Split.Class),
        ["med_chrgitm_type"] = line.Split.FeeCategory,
        ["bas_medn_flag"] = "0",
        ["hi_nego_drug_flag"] = "0",
        ["chld_medc_flag"] = "0",
        ["list_sp_item_flag"] = "0",
        ["drt_reim_flag"] = "0",
        ["memo"] = "",
    };
}
