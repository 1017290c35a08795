using System.Text.Json.Nodes;
using Gongji.Border.Json;
using Gongji.Border.Refusing;
using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.Nhsa.Settlements;
using Gongji.Visits;

namespace Gongji.Nhsa.Outpatient;

/// <summary>2204 fee lines of one charge batch 门诊费用明细上传.</summary>
sealed class UploadFees2204(Desk desk) : ITransaction
{
    public async Task<Answer<Reply>> Carry(Message message)
    {
        var nodes = message.Nodes("feedetail");
        if (nodes.IsRefused)
        {
            return nodes.Refusal;
        }
        if (nodes.Value is not [var first, ..] lines)
        {
            return Refusal.Of(VisitRefusal.NoLines, "feedetail", "");
        }
        var batch = Of(first);
        FeeItem[] items = [.. lines.Select(line => FeeLines.Read(line, desk))];
        foreach (var line in lines)
        {
            if (Of(line) != batch)
            {
                line.Refuse(GatewayRefusal.LinesDiffer, "chrg_bchno", line.OptionalText("chrg_bchno", 30));
            }
            if (line.Refusal is { } refusal)
            {
                return refusal;
            }
        }
        var answer = await desk.Ledger.Visit(batch.Visit).UploadFees(new UploadFees(
            message.Operation, batch.Person, message.Institution, batch.Number, items));
        return answer.IsRefused
            ? answer.Refusal
            : new Reply(new JsonObject { ["result"] = FeeLines.Rows(answer.Value.Lines, withLimitedUse: true) });
    }

    static Batch Of(NodeReader line) =>
        new(line.Id<VisitId>("mdtrt_id"), line.Id<PersonNo>("psn_no"), line.Id<BatchNo>("chrg_bchno"));

    readonly record struct Batch(VisitId Visit, PersonNo Person, BatchNo Number);
}
