using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.Nhsa.Settlements;

namespace Gongji.Nhsa.Outpatient;

/// <summary>2208 and 2103 cancel a settlement whole 门诊结算撤销、药店结算撤销.</summary>
sealed class CancelSettlement2208(Desk desk) : ITransaction
{
    public async Task<Answer<Reply>> Carry(Message message)
    {
        var node = message.Node("data");
        var settlement = node.Id<SettlementId>("setl_id");
        var visit = node.Id<VisitId>("mdtrt_id");
        var person = node.Id<PersonNo>("psn_no");
        if (node.Refusal is { } refusal)
        {
            return refusal;
        }
        var original = await desk.OwnSettlement(message.Institution, person, settlement);
        if (original.IsRefused)
        {
            return original.Refusal;
        }
        desk.Heard.Note(message.Operation.Id, person);
        var reversal = await desk.Ledger.Person(person).Reverse(new(message.Operation, settlement, visit));
        return reversal.IsRefused
            ? reversal.Refusal
            : new SettlementAnswer(desk, "", withTrace: false).Cancelled(reversal.Value, message.Operation.Id);
    }
}
