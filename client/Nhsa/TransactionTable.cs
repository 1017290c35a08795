using System.Collections.Frozen;
using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.Nhsa.Outpatient;
using Gongji.Nhsa.Person;
using Gongji.Nhsa.Pharmacy;
using Gongji.Nhsa.Queries;
using Gongji.Nhsa.Reversal;
using Gongji.Nhsa.SignIns;

namespace Gongji.Nhsa;

/// <summary>Every transaction that is answered, by its number.</summary>
sealed class TransactionTable(Desk desk)
{
    readonly FrozenDictionary<string, ITransaction> _byNumber = new Dictionary<string, ITransaction>
    {
        ["9001"] = new SignIn9001(desk),
        ["9002"] = new SignOut9002(desk),
        ["1101"] = new PersonInfo1101(desk),
        ["2201"] = new Register2201(desk),
        ["2202"] = new CancelRegistration2202(desk),
        ["2203"] = new Diagnoses2203(desk),
        ["2203A"] = new Diagnoses2203(desk),
        ["2204"] = new UploadFees2204(desk),
        ["2205"] = new CancelFees2205(desk),
        ["2206"] = new PreSettle2206(desk),
        ["2206A"] = new PreSettle2206(desk),
        ["2207"] = new Settle2207(desk),
        ["2207A"] = new Settle2207(desk),
        ["2208"] = new CancelSettlement2208(desk),
        ["2101"] = new PreSettlePurchase2101(desk),
        ["2102"] = new SettlePurchase2102(desk),
        ["2103"] = new CancelSettlement2208(desk),
        ["2601"] = new Reverse2601(desk),
        ["5203"] = new Settlement5203(desk),
    }.ToFrozenDictionary();

    public ITransaction? Find(string infno) => _byNumber.GetValueOrDefault(infno);
}
