using System.Text.Json;
using Gongji.Border.Refusing;
using Gongji.Nhsa.Codes;
using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.Nhsa.Settlements;
using Gongji.Visits;

namespace Gongji.Nhsa.Pharmacy;

/// <summary>A pharmacy's message as one purchase: druginfo and drugdetail hold all of it.</summary>
sealed record PurchaseRequest(SettleRequest Settle, OpenPurchase Open)
{
    static readonly BatchNo OnlyBatch = BatchNo.Of("1");

    public static Answer<PurchaseRequest> Read(Message message, Desk desk)
    {
        var info = message.Node("druginfo", "data");
        var settle = SettleRequest.Read(info);
        var began = info.OptionalTime("begntime") ?? message.SentAt ?? desk.Time.GetUtcNow();
        var details = info.Keep("insutype", "mdtrt_cert_type", "med_type", "dise_codg", "dise_name", "invono");
        if (settle.Care is { } care and not CareKind.Pharmacy)
        {
            info.Refuse(GatewayRefusal.MedTypeNotSupported, "med_type", NhsaCodes.MedType(care));
        }
        var nodes = message.Nodes("drugdetail");
        if ((info.Refusal ?? nodes.Refusal) is { } refusal)
        {
            return refusal;
        }
        FeeItem[] items = [.. nodes.Value!.Select(line => FeeLines.Read(line, desk))];
        if (nodes.Value!.FirstOrDefault(static line => line.Refusal is not null) is { Refusal: { } wrong })
        {
            return wrong;
        }
        var register = new RegisterVisit(
            settle.Credential.For(settle.Person, message.Operation, desk.Vault), settle.Person, message.Institution,
            CareKind.Pharmacy, began,
            message.NewVisit.Value, JsonSerializer.Serialize(details));
        return new PurchaseRequest(settle, new OpenPurchase(register, OnlyBatch, items));
    }
}

static class PurchaseReplies
{
    /// <summary>The answer to a settlement with the lines of the purchase (detlcutinfo).</summary>
    public static Reply With(this Reply reply, Purchase purchase)
    {
        reply.Output["detlcutinfo"] = FeeLines.Rows(purchase.Lines, withLimitedUse: false);
        return reply;
    }
}
