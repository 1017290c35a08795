using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.Nhsa.Settlements;

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
        desk.Heard.Note(message.Operation.Id, settle.Person);
        var entitled = await desk.Entitles(known.Value, message, settle.Credential);
        var (used, unfit) = await Use(message, request.Value, entitled);
        if (unfit is not null && await desk.Earlier(message, settle.Person, unfit) is { IsRefused: true } refused)
        {
            return refused.Refusal;
        }
        var purchase = Desk.Booked(await desk.Ledger.Visit(message.NewVisit).OpenPurchase(request.Value.Open));
        if (purchase.IsRefused)
        {
            return purchase.Refusal;
        }
        var receipt = await desk.Ledger.Person(settle.Person).Settle(
            settle.Of(message, purchase.Value.Bill, desk.Vault, used));
        return receipt.IsRefused
            ? receipt.Refusal
            : new SettlementAnswer(desk, settle.Credential.Type, settle.WithTrace)
                .Settled(receipt.Value, known.Value, message.Operation.Id)
                .With(purchase.Value);
    }

    // Drafted first, so that a purchase whose amounts don't fit leaves no visit behind and no token used.
    async Task<(Answer<Entitlement> Used, Refusal? Unfit)> Use(
        Message message, PurchaseRequest request, Answer<Entitlement> entitled)
    {
        if (entitled.IsRefused)
        {
            return (entitled, entitled.Refusal);
        }
        var draft = await desk.Ledger.Visit(message.NewVisit).DraftPurchase(request.Open);
        if ((draft.Refusal ?? request.Settle.Against(draft.Value!.Bill)) is { } unfit)
        {
            return (entitled, unfit);
        }
        var used = await desk.Use(message, request.Settle.Person, entitled);
        return (used, used.Refusal);
    }
}
