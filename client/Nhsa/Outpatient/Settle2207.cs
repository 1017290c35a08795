using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.Nhsa.Settlements;
using Gongji.People;

namespace Gongji.Nhsa.Outpatient;

/// <summary>2207 and 2207A settlement 门诊结算.</summary>
sealed class Settle2207(Desk desk) : ITransaction
{
    public async Task<Answer<Reply>> Carry(Message message)
    {
        var node = message.Node("data");
        var request = SettleRequest.Read(node);
        var visit = node.Id<VisitId>("mdtrt_id");
        var batch = node.Id<BatchNo>("chrg_bchno");
        if (node.Refusal is { } refusal)
        {
            return refusal;
        }
        var known = await desk.Person(request.Person, desk.Today);
        if (known.IsRefused)
        {
            return known.Refusal;
        }
        var receipt = known.Value.AreaRefusal(message.InsuredArea) is { } stranger
            ? await desk.Earlier(message, request.Person, stranger)
            : await Settle(message, request, visit, batch);
        return receipt.IsRefused
            ? receipt.Refusal
            : new SettlementAnswer(desk, request.CertType, request.WithTrace)
                .Settled(receipt.Value, known.Value, message.Operation.Id);
    }

    async Task<Answer<Receipt>> Settle(Message message, SettleRequest request, VisitId visit, BatchNo batch)
    {
        var bill = await desk.Ledger.Visit(visit).Seal(request.Person, message.Institution, batch);
        return (bill.Refusal ?? request.Against(bill.Value!)) is { } unfit
            ? await desk.Earlier(message, request.Person, unfit)
            : await desk.Ledger.Person(request.Person).Settle(request.Of(message, bill.Value!));
    }
}
