using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.Nhsa.Settlements;

namespace Gongji.Nhsa.Outpatient;

/// <summary>2206 and 2206A pre-settlement 门诊预结算: what 2207 would answer now; nothing is booked.</summary>
sealed class PreSettle2206(Desk desk) : ITransaction
{
    public async Task<Answer<Reply>> Carry(Message message)
    {
        var request = OutpatientRequest.Read(message);
        if (request.IsRefused)
        {
            return request.Refusal;
        }
        var (settle, visit, batch) = request.Value;
        var known = await desk.Person(settle.Person, desk.Today);
        if (known.IsRefused)
        {
            return known.Refusal;
        }
        var entitled = await desk.Entitles(known.Value, message, settle.Credential);
        if (entitled.Refusal is { } stranger && !Desk.WasGood(stranger))
        {
            return stranger;
        }
        var bill = await desk.Ledger.Visit(visit).DraftBill(settle.Person, message.Institution, batch);
        if ((bill.Refusal ?? settle.Against(bill.Value!)) is { } unfit)
        {
            return entitled.Refusal ?? unfit;
        }
        var receipt = await desk.Ledger.Person(settle.Person).PreSettle(
            settle.Of(message, bill.Value!, desk.Vault, entitled));
        return receipt.IsRefused
            ? receipt.Refusal
            : new SettlementAnswer(desk, settle.Credential.Type, settle.WithTrace)
                .PreSettled(receipt.Value, known.Value, message.Operation.Id);
    }
}
