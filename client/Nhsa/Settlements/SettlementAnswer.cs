using System.Globalization;
using System.Text.Json.Nodes;
using Gongji.Border;
using Gongji.Border.Json;
using Gongji.Institutions;
using Gongji.Nhsa.Codes;
using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.People;

namespace Gongji.Nhsa.Settlements;

/// <summary>The output of everything that answers with a settlement: setlinfo, setldetail and our own nodes.</summary>
/// <param name="certType">mdtrt_cert_type of the request, told back.</param>
sealed class SettlementAnswer(Desk desk, string certType, bool withTrace)
{
    const string ByItem = "1";
    const string AtInstitution = "2";

    /// <summary>2206, 2101: the settlement has no id yet, unless it was made before.</summary>
    public Reply PreSettled(Receipt receipt, KnownPerson known, OperationId asked)
    {
        var reply = Settled(receipt, known, asked);
        if (receipt.Operation == asked)
        {
            reply.Output["setlinfo"]!["setl_id"] = null;
        }
        return reply;
    }

    /// <summary>2207, 2102. A batch that another message settled before with the same content is answered with that
    /// settlement, under the message that made it, and a warning says so.</summary>
    public Reply Settled(Receipt receipt, KnownPerson known, OperationId asked) => new(
        Output(Info(receipt, known), receipt),
        Warnings.All(Warnings.SettledBy(receipt.Operation, asked), Warnings.EqualTo(receipt.EqualTo)));

    /// <summary>2208, 2103: the short form, every amount with a minus sign, the balance with the money back in it. What
    /// another message undid before is answered with what that one got, and a warning says so.</summary>
    public Reply Cancelled(ReversalReceipt reversal, OperationId asked)
    {
        var receipt = reversal.Original;
        var info = new JsonObject
        {
            ["mdtrt_id"] = receipt.Bill.Visit.Value,
            ["setl_id"] = receipt.Settlement.Value,
            ["clr_optins"] = receipt.Insurance.Area.PoolingArea.Value,
            ["setl_time"] = NhsaTime.Text(reversal.At),
        };
        SettlementAmounts.Write(info, receipt, TellingOf(receipt), Yuan.Minus);
        info["pdn_cash_pay"] = Yuan.Minus(receipt.Cash);
        info["balc"] = Yuan.Of(reversal.BalanceAfter);
        info["medins_setl_id"] = MessageId.TextOf(reversal.Operation);
        var output = new JsonObject
        {
            ["setlinfo"] = info,
            ["setldetail"] = FundRows.Of(receipt, Yuan.Minus, withTrace),
            ["paydetail"] = PayerRows.Returned(receipt),
        };
        return new Reply(output, Warnings.UndoneBy(reversal.Operation, asked));
    }

    /// <summary>5203: the wide form.</summary>
    public Reply Found(Receipt receipt, KnownPerson known, InstitutionProfile institution)
    {
        var bill = receipt.Bill;
        var info = Info(receipt, known);
        info["flxempe_flag"] = NhsaCodes.Flag(receipt.Insurance.Kind == PersonKind.Flexible);
        info["nwb_flag"] = "0";
        info["insu_optins"] = receipt.Insurance.Area.Value;
        info["emp_name"] = "";
        info["pay_loc"] = AtInstitution;
        info["fixmedins_code"] = bill.Institution.Code.Value;
        info["fixmedins_name"] = institution.Name;
        info["hosp_lv"] = bill.Institution.Level.ToString(CultureInfo.InvariantCulture);
        info["fixmedins_poolarea"] = bill.Institution.Area.PoolingArea.Value;
        info["begndate"] = NhsaTime.Text(bill.From);
        info["enddate"] = NhsaTime.Text(bill.To);
        info["psn_pay"] = Yuan.Of(receipt.PersonPart);
        info["cash_payamt"] = Yuan.Of(receipt.Cash);
        info["refd_setl_flag"] = NhsaCodes.Flag(receipt.Reversed);
        info["year"] = bill.CountedOn.Year.ToString(CultureInfo.InvariantCulture);
        return new Reply(Output(info, receipt));
    }

    JsonObject Info(Receipt receipt, KnownPerson known)
    {
        var insurance = receipt.Insurance;
        var info = new JsonObject
        {
            ["setl_id"] = receipt.Settlement.Value,
            ["mdtrt_id"] = receipt.Bill.Visit.Value,
            ["psn_no"] = receipt.Bill.Person.Value,
            ["psn_name"] = known.Identity.Name,
            ["psn_cert_type"] = known.Identity.CertType,
            ["certno"] = known.Identity.CertNo,
            ["gend"] = known.Identity.Sex,
            ["naty"] = "",
            ["brdy"] = NhsaCodes.Day(known.Identity.BirthDate),
            ["age"] = known.Identity.AgeOn(receipt.Bill.To),
            ["insutype"] = NhsaCodes.InsuType(insurance),
            ["psn_type"] = NhsaCodes.PsnType(insurance.Kind),
            ["cvlserv_flag"] = "0",
            ["setl_time"] = NhsaTime.Text(receipt.At),
            ["mdtrt_cert_type"] = certType,
            ["med_type"] = NhsaCodes.MedType(receipt.Bill.Care),
        };
        SettlementAmounts.Write(info, receipt, TellingOf(receipt), Yuan.Of);
        info["balc"] = Yuan.Of(receipt.BalanceAfter);
        info["medins_setl_id"] = MessageId.TextOf(receipt.Operation);
        info["clr_optins"] = insurance.Area.PoolingArea.Value;
        info["clr_way"] = ByItem;
        info["clr_type"] = NhsaCodes.ClrType(receipt.Bill.Care);
        return info;
    }

    JsonObject Output(JsonObject info, Receipt receipt) => new()
    {
        ["setlinfo"] = info,
        ["setldetail"] = FundRows.Of(receipt, Yuan.Of, withTrace),
        ["paydetail"] = PayerRows.Paid(receipt),
        ["limitinfo"] = PayerRows.Limits(receipt),
        ["reasons"] = PayerRows.Reasons(receipt),
    };

    AreaOptions TellingOf(Receipt receipt) => desk.Options.Of(receipt.Insurance.Area);
}
