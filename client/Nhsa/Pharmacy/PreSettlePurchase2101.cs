using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.Nhsa.Settlements;

namespace Gongji.Nhsa.Pharmacy;

/// <summary>2101 pre-settlement of a purchase 药店预结算; nothing is booked, so there is no visit yet.</summary>
sealed class PreSettlePurchase2101(Desk desk) : ITransaction
{
    public async Task<Answer<Reply>> Carry(Message message)
    {
        var request = PurchaseRequest.Read(message, desk);
        if (request.IsRefused)
        {
            return request.Refusal;
        }
        var settle = request.Value.Settle;
        var known = await desk.Person(settle.Person, desk.Today);
        if (known.IsRefused)
        {
            return known.Refusal;
        }
        var entitled = await desk.Entitles(known.Value, message, settle.Credential);
        if (entitled.IsRefused)
        {
            return entitled.Refusal;
        }
        var purchase = await desk.Ledger.Visit(message.NewVisit).DraftPurchase(request.Value.Open);
        if ((purchase.Refusal ?? settle.Against(purchase.Value!.Bill)) is { } unfit)
        {
            return unfit;
        }
        var receipt = await desk.Ledger.Person(settle.Person).PreSettle(
            settle.Of(message, purchase.Value!.Bill, desk.Vault, entitled));
        if (receipt.IsRefused)
        {
            return receipt.Refusal;
        }
        var reply = new SettlementAnswer(desk, settle.Credential.Type, settle.WithTrace)
            .PreSettled(receipt.Value, known.Value, message.Operation.Id)
            .With(purchase.Value!);
        reply.Output["setlinfo"]!["mdtrt_id"] = "";
        return reply;
    }
}
