using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.Visits;

namespace Gongji.Nhsa.Outpatient;

/// <summary>2205 take fee lines back 门诊费用明细撤销: one batch, or with 0000 all that are not settled.</summary>
sealed class CancelFees2205(Desk desk) : ITransaction
{
    const string All = "0000";

    public async Task<Answer<Reply>> Carry(Message message)
    {
        var node = message.Node("data");
        var visit = node.Id<VisitId>("mdtrt_id");
        var batch = node.Id<BatchNo>("chrg_bchno");
        var person = node.Id<PersonNo>("psn_no");
        if (node.Refusal is { } refusal)
        {
            return refusal;
        }
        var answer = await desk.Ledger.Visit(visit).CancelFees(new CancelFees(
            message.Operation, person, message.Institution, batch.Value == All ? null : batch));
        return answer.IsRefused ? answer.Refusal : Reply.Empty;
    }
}
