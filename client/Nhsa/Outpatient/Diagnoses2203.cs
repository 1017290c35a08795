using System.Text.Json;
using Gongji.Nhsa.Codes;
using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.Visits;

namespace Gongji.Nhsa.Outpatient;

/// <summary>2203 and 2203A visit and diagnoses 门诊就诊信息上传.</summary>
sealed class Diagnoses2203(Desk desk) : ITransaction
{
    public async Task<Answer<Reply>> Carry(Message message)
    {
        var node = message.Node("mdtrtinfo", "data");
        var visit = node.Id<VisitId>("mdtrt_id");
        var person = node.Id<PersonNo>("psn_no");
        var began = node.Time("begntime");
        node.Text("med_type", 6);
        var care = MedTypes.OptionalCare(node);
        var info = node.Keep("med_type", "main_cond_dscr", "dise_codg", "dise_code", "dise_name");
        var diagnoses = message.Nodes("diseinfo");
        if ((node.Refusal ?? diagnoses.Refusal) is { } refusal)
        {
            return refusal;
        }
        var kept = diagnoses.Value!.Select(static d => d.Keep(
            "diag_type", "diag_srt_no", "diag_code", "diag_name", "diag_dept", "dise_dor_no", "dise_dor_name",
            "diag_time", "vali_flag", "maindiag_flag")).ToArray();
        var details = JsonSerializer.Serialize(new { mdtrtinfo = info, diseinfo = kept });
        var answer = await desk.Ledger.Visit(visit).RecordDiagnoses(new RecordDiagnoses(
            message.Operation, person, message.Institution, care.GetValueOrDefault(), began, details));
        return answer.IsRefused ? answer.Refusal : Reply.Empty;
    }
}
