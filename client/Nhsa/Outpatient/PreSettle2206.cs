using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.Nhsa.Settlements;

namespace Gongji.Nhsa.Outpatient;

/// <summary>2206 and 2206A pre-settlement 门诊预结算: what 2207 would answer now; nothing is booked.</summary>
sealed class PreSettle2206(Desk desk) : ITransaction
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
        if ((known.Refusal ?? known.Value!.AreaRefusal(message.InsuredArea)) is { } stranger)
        {
            return stranger;
        }
        var bill = await desk.Ledger.Visit(visit).DraftBill(request.Person, message.Institution, batch);
        if ((bill.Refusal ?? request.Against(bill.Value!)) is { } unfit)
        {
            return unfit;
        }
        var receipt = await desk.Ledger.Person(request.Person).PreSettle(request.Of(message, bill.Value!));
        return receipt.IsRefused
            ? receipt.Refusal
            : new SettlementAnswer(desk, request.CertType, request.WithTrace).PreSettled(receipt.Value, known.Value!);
    }
}
