using Gongji.Institutions;

namespace Gongji.Visits;

/// <summary>The kind of care that a bill is for.</summary>
public enum CareKind
{
    /// <summary>Ordinary outpatient care (普通门诊, med_type 11, 12 and 13).</summary>
    Outpatient,

    /// <summary>Purchase in a designated pharmacy (定点药店购药, med_type 41).</summary>
    Pharmacy,
}

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
public sealed record LineSplit(
    Money OwnExpense,
    Money OverLimit,
    Money FirstSelfPay,
    Money InScope,
    ItemClass Class,
    decimal SelfPayRatio,
    decimal? PriceLimit,
    bool AccountBarred,
    string FeeCategory);

/// <summary>One line of a bill as the institution sent it.</summary>
/// <param name="Number">feedetl_sn, unique in the visit.</param>
/// <param name="ItemCode">med_list_codg, the national catalogue code.</param>
/// <param name="Count">cnt, up to four decimals.</param>
/// <param name="Price">pric, yuan for one unit, up to six decimals. The total, not this, is binding.</param>
public sealed record FeeItem(
    string Number, string ItemCode, string ItemName, Money Total, decimal Count, decimal Price);

/// <summary>A fee line and its split.</summary>
public sealed record FeeLine(FeeItem Item, LineSplit Split);

/// <summary>The totals of a bill. The four parts add up to the total.</summary>
/// <param name="AccountBarred">The part of the total that no account may pay; it is inside the four parts.</param>
public sealed record BillAmounts(
    Money Total, Money OwnExpense, Money OverLimit, Money FirstSelfPay, Money InScope, Money AccountBarred)
{
    public static BillAmounts Of(IReadOnlyCollection<FeeLine> lines) => new(
        lines.Sum(static l => l.Item.Total),
        lines.Sum(static l => l.Split.OwnExpense),
        lines.Sum(static l => l.Split.OverLimit),
        lines.Sum(static l => l.Split.FirstSelfPay),
        lines.Sum(static l => l.Split.InScope),
        lines.Where(static l => l.Split.AccountBarred).Sum(static l => l.Item.Total));
}

/// <summary>What a person is asked to settle: the totals of one sealed charge batch of a visit.</summary>
/// <param name="Seal">1 for the first sealing of this batch, higher when it was opened and sealed again.</param>
/// <param name="Digest">Digest of the lines that the totals are made of.</param>
public sealed record Bill(
    VisitId Visit,
    BatchNo Batch,
    int Seal,
    PersonNo Person,
    CareKind Care,
    DateOnly ServiceDate,
    InstitutionFacts Institution,
    BillAmounts Amounts,
    string Digest);
