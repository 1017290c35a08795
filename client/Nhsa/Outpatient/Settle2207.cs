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
        var request = OutpatientRequest.Read(message);
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
        var receipt = entitled.Refusal is { } stranger && !Desk.WasGood(stranger)
            ? await desk.Earlier(message, settle.Person, stranger)
            : await Settle(message, request.Value, entitled);
        return receipt.IsRefused
            ? receipt.Refusal
            : new SettlementAnswer(desk, settle.Credential.Type, settle.WithTrace)
                .Settled(receipt.Value, known.Value, message.Operation.Id);
    }

    // What doesn't fit is refused before a token is used and the batch is sealed; lines may have changed between. A
    // message that may not settle seals nothing; the patient tells it what stands.
    async Task<Answer<Receipt>> Settle(Message message, OutpatientRequest request, Answer<Entitlement> entitled)
    {
        var (settle, number, batch) = request;
        var visit = desk.Ledger.Visit(number);
        var bill = await visit.DraftBill(settle.Person, message.Institution, batch);
        var unfit = bill.Refusal ?? settle.Against(bill.Value!);
        var used = unfit is null ? await desk.Use(message, settle.Person, entitled) : entitled;
        if (unfit is null && !used.IsRefused)
        {
            bill = Desk.Booked(await visit.Seal(settle.Person, message.Institution, batch));
            unfit = bill.Refusal ?? settle.Against(bill.Value!);
        }
        return unfit is not null
            ? await desk.Earlier(message, settle.Person, used.Refusal ?? unfit)
            : await desk.Ledger.Person(settle.Person).Settle(settle.Of(message, bill.Value!, desk.Vault, used));
    }
}
