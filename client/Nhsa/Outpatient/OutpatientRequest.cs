using Gongji.Nhsa.Envelope;
using Gongji.Nhsa.Settlements;

namespace Gongji.Nhsa.Outpatient;

/// <summary>What 2206 and 2207 ask for: a charge batch of a visit, and how it is to be settled.</summary>
sealed record OutpatientRequest(SettleRequest Settle, VisitId Visit, BatchNo Batch)
{
    public static Answer<OutpatientRequest> Read(Message message)
    {
        var node = message.Node("data");
        var request = new OutpatientRequest(
            SettleRequest.Read(node), node.Id<VisitId>("mdtrt_id"), node.Id<BatchNo>("chrg_bchno"));
        return node.Refusal is { } refusal ? refusal : request;
    }
}
