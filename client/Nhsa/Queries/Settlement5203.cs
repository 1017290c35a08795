using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.Nhsa.Settlements;
using Gongji.People;

namespace Gongji.Nhsa.Queries;

/// <summary>5203 a settlement by its id 结算信息查询.</summary>
sealed class Settlement5203(Desk desk) : ITransaction
{
    public async Task<Answer<Reply>> Carry(Message message)
    {
        var node = message.Node("data");
        var person = node.Id<PersonNo>("psn_no");
        var settlement = node.Id<SettlementId>("setl_id");
        var visit = node.OptionalId<VisitId>("mdtrt_id");
        if (node.Refusal is { } refusal)
        {
            return refusal;
        }
        var sender = await desk.Sender(message);
        if (sender.IsRefused)
        {
            return sender.Refusal;
        }
        var receipt = await desk.OwnSettlement(message.Institution, person, settlement);
        if (receipt.IsRefused)
        {
            return receipt.Refusal;
        }
        if (visit is { } named && named != receipt.Value.Bill.Visit)
        {
            return Refusal.Of(ReverseRefusal.OtherVisit, "mdtrt_id", named.Value);
        }
        var known = await desk.Person(person, desk.Today);
        return known.IsRefused
            ? known.Refusal
            : new SettlementAnswer(desk, "", withTrace: true)
                .Found(receipt.Value, known.Value, sender.Value.Profiles[^1].Profile);
    }
}
