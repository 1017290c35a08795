using System.Text.Json.Nodes;
using Gongji.Border;
using Gongji.People;

namespace Gongji.Nhsa.Settlements;

/// <summary>The amounts of a receipt under their national names. Every one is there in every answer: programs read them
/// without asking whether they are null.</summary>
static class SettlementAmounts
{
    public static void Write(JsonObject info, Receipt receipt, AreaOptions telling, Func<Money, decimal> tell)
    {
        var bill = receipt.Bill.Amounts;
        var account = telling.AidInsideAccountPay ? receipt.Own + receipt.Aid : receipt.Own;
        var fund = telling.AccountInsideFundSum ? receipt.PoolPay + account : receipt.PoolPay;
        info["medfee_sumamt"] = tell(bill.Total);
        info["fulamt_ownpay_amt"] = tell(bill.OwnExpense);
        info["overlmt_selfpay"] = tell(bill.OverLimit);
        info["preselfpay_amt"] = tell(bill.FirstSelfPay);
        info["inscp_scp_amt"] = tell(bill.InScope);
        info["act_pay_dedc"] = tell(receipt.Deductible);
        info["hifp_pay"] = tell(receipt.PoolPay);
        info["pool_prop_selfpay"] = (receipt.Layers.FirstOrDefault()?.Ratio ?? 0m) + 0.0000m;
        info["cvlserv_pay"] = tell(Money.Zero);
        info["hifes_pay"] = tell(Money.Zero);
        info["hifmi_pay"] = tell(Money.Zero);
        info["hifob_pay"] = tell(Money.Zero);
        info["hifdm_pay"] = tell(Money.Zero);
        info["maf_pay"] = tell(Money.Zero);
        info["oth_pay"] = tell(Money.Zero);
        info["fund_pay_sumamt"] = tell(fund);
        info["psn_part_amt"] = tell(receipt.PersonPart);
        info["acct_pay"] = tell(account);
        info["psn_cash_pay"] = tell(receipt.Cash);
        info["hosp_part_amt"] = tell(Money.Zero);
        info["acct_mulaid_pay"] = tell(receipt.Aid);
    }
}
