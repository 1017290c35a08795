namespace Gongji.Words;

/// <summary>Class of an item in the catalogue (chrgitm_lv).</summary>
public enum ItemClass
{
    /// <summary>甲类: wholly in scope.</summary>
    A,

    /// <summary>乙类: in scope after a first self-payment.</summary>
    B,

    /// <summary>自费: own expense.</summary>
    Own,
}

/// <summary>How the catalogue splits the total of one fee line. The four amounts add up to the total.</summary>
/// <param name="OwnExpense">全自费 fulamt_ownpay_amt.</param>
/// <param name="OverLimit">超限价 overlmt_amt: above the price limit.</param>
/// <param name="FirstSelfPay">先行自付 preselfpay_amt.</param>
/// <param name="InScope">符合政策范围 inscp_scp_amt.</param>
/// <param name="SelfPayRatio">0 to 1, four decimals.</param>
/// <param name="PriceLimit">Yuan for one unit; null when there is no limit.</param>
/// <param name="AccountBarred">No account may pay it (public health, sports, wellness).</param>
/// <param name="FeeCategory">med_chrgitm_type, two digits.</param>
/// <param name="SpecialExam">True for a special examination (特殊检查), which may have a benefit of its own; null
/// otherwise.</param>
[GenerateSerializer, Immutable, Alias("gongji.line_split")]
public sealed record LineSplit(
    Money OwnExpense,
    Money OverLimit,
    Money FirstSelfPay,
    Money InScope,
    ItemClass Class,
    decimal SelfPayRatio,
    decimal? PriceLimit,
    bool AccountBarred,
    string FeeCategory,
    bool? SpecialExam = null);

/// <summary>One line of a bill as the institution sent it.</summary>
/// <param name="Number">feedetl_sn, unique in the visit.</param>
/// <param name="ItemCode">med_list_codg, the national catalogue code.</param>
/// <param name="Count">cnt, up to four decimals.</param>
/// <param name="Price">pric, yuan for one unit, up to six decimals. The total, not this, is binding.</param>
/// <param name="OwnExpense">hosp_appr_flag 2: the institution did not approve it for insurance, so that all of it is
/// own expense whatever the catalogue says.</param>
[GenerateSerializer, Immutable, Alias("gongji.fee_item")]
public sealed record FeeItem(
    string Number,
    string ItemCode,
    string ItemName,
    Money Total,
    decimal Count,
    decimal Price,
    bool OwnExpense = false);

/// <summary>A fee line and its split.</summary>
[GenerateSerializer, Immutable, Alias("gongji.fee_line")]
public sealed record FeeLine(FeeItem Item, LineSplit Split);
