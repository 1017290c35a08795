using Gongji.Border.Json;
using Gongji.Border.Refusing;
using Gongji.Identity;
using Gongji.Nhsa.Codes;
using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.People;

namespace Gongji.Nhsa.Settlements;

/// <summary>What a settlement message says beside the bill (结算输入), read once for 2206, 2207, 2101 and 2102.</summary>
/// <param name="Total">medfee_sumamt.</param>
/// <param name="Parts">Parts of the total that the sender repeats, by field; those that it left out are not
/// here.</param>
/// <param name="Credential">Its mdtrt_cert_type is told back.</param>
/// <param name="WithTrace">The sender's own flag gongji_trace = 1.</param>
sealed record SettleRequest(
    PersonNo Person,
    CareKind? Care,
    Money Total,
    IReadOnlyDictionary<string, Money> Parts,
    bool UseAccount,
    ShownCredential Credential,
    bool WithTrace)
{
    static readonly (string Field, Func<BillAmounts, Money> InBill)[] PartFields =
    [
        ("fulamt_ownpay_amt", static amounts => amounts.OwnExpense),
        ("overlmt_selfpay", static amounts => amounts.OverLimit),
        ("preselfpay_amt", static amounts => amounts.FirstSelfPay),
        ("inscp_scp_amt", static amounts => amounts.InScope),
    ];

    public static SettleRequest Read(NodeReader node)
    {
        var parts = new Dictionary<string, Money>();
        foreach (var (field, _) in PartFields)
        {
            if (node.OptionalMoney(field) is { } amount)
            {
                parts[field] = amount;
            }
        }
        return new SettleRequest(
            node.Id<PersonNo>("psn_no"),
            MedTypes.OptionalCare(node),
            node.Money("medfee_sumamt"),
            parts,
            ReadUseAccount(node),
            ShownCredential.In(node),
            node.OptionalText("gongji_trace", 1) == "1");
    }

    /// <summary>Why the message doesn't fit the bill that the ledger made of the fee lines; null when it
    /// does.</summary>
    public Refusal? Against(Bill bill)
    {
        if (Care is { } care && care != bill.Care)
        {
            return Refusal.Of(
                GatewayRefusal.MedTypeDiffers,
                "med_type",
                $"{NhsaCodes.MedType(care)} / {NhsaCodes.MedType(bill.Care)}");
        }
        if (Total != bill.Amounts.Total)
        {
            return Refusal.Of(GatewayRefusal.TotalDiffers, "medfee_sumamt", $"{Total} / {bill.Amounts.Total}");
        }
        foreach (var (field, inBill) in PartFields)
        {
            if (Parts.TryGetValue(field, out var part) && part != inBill(bill.Amounts))
            {
                return Refusal.Of(GatewayRefusal.PartDiffers, field, $"{part} / {inBill(bill.Amounts)}");
            }
        }
        return null;
    }

    /// <param name="entitled">By what the message speaks for the patient. One that may not settle is told what stands
    /// all the same.</param>
    public Settle Of(Message message, Bill bill, IdentityVault vault, Answer<Entitlement> entitled) => new(
        Credential.For(Person, message.Operation, vault),
        message.NewSettlementOf(bill.Person),
        bill,
        UseAccount,
        WithTrace,
        entitled.Value?.ShownBy,
        entitled.Refusal);

    // Nobody's account pays unless the sender said so: empty means no.
    static bool ReadUseAccount(NodeReader node)
    {
        var flag = node.OptionalText("acct_used_flag", 4);
        if (flag is not ("" or "0" or "00" or "1" or "01"))
        {
            node.Refuse(MessageRefusal.CodeUnknown, "acct_used_flag", flag);
        }
        return flag is "1" or "01";
    }
}
