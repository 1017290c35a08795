using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.Nhsa.Settlements;
using Gongji.Visits;

namespace Gongji.Nhsa.Pharmacy;

/// <summary>2102 settlement of a purchase 药店结算: visit, fee lines and settlement in one message.</summary>
sealed class SettlePurchase2102(Desk desk) : ITransaction
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
        var purchase = await Open(message, request.Value, entitled);
        if (purchase.IsRefused)
        {
            return purchase.Refusal;
        }
        var receipt = await desk.Ledger.Person(settle.Person).Settle(
            settle.Of(message, purchase.Value.Bill, desk.Vault, entitled.Value));
        return receipt.IsRefused
            ? receipt.Refusal
            : new SettlementAnswer(desk, settle.Credential.Type, settle.WithTrace)
                .Settled(receipt.Value, known.Value, message.Operation.Id)
                .With(purchase.Value);
    }

    // Drafted first, so that a purchase whose amounts don't fit leaves no visit behind and no token used.
    async Task<Answer<Purchase>> Open(Message message, PurchaseRequest request, Answer<Entitlement> entitled)
    {
        var unfit = entitled.Refusal;
        if (unfit is null)
        {
            var draft = await desk.Ledger.Visit(message.NewVisit).DraftPurchase(request.Open);
            unfit = draft.Refusal
                ?? request.Settle.Against(draft.Value!.Bill)
                ?? await desk.Use(message, entitled.Value!);
        }
        if (unfit is not null
            && await desk.Earlier(message, request.Settle.Person, unfit) is { IsRefused: true } refused)
        {
            return refused.Refusal;
        }
        return await desk.Ledger.Visit(message.NewVisit).OpenPurchase(request.Open);
    }
}
