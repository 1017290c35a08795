using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.Visits;

namespace Gongji.Nhsa.Outpatient;

/// <summary>2202 cancel a registration 门诊挂号撤销. Refused while a settlement of the visit stands: programs cancel
/// after any error, also when only the answer of the settlement was lost.</summary>
sealed class CancelRegistration2202(Desk desk) : ITransaction
{
    public async Task<Answer<Reply>> Carry(Message message)
    {
        var node = message.Node("data");
        var person = node.Id<PersonNo>("psn_no");
        var visit = node.Id<VisitId>("mdtrt_id");
        if (node.Refusal is { } refusal)
        {
            return refusal;
        }
        var answer = await desk.Ledger.Visit(visit).Cancel(
            new CancelVisit(message.Operation, person, message.Institution));
        return answer.IsRefused
            ? answer.Refusal
            : new Reply([], Warnings.CancelledBy(answer.Value.Operation, message.Operation.Id));
    }
}
