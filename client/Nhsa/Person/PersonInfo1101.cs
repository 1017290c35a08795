using System.Text.Json.Nodes;
using Gongji.Border.Json;
using Gongji.Identity;
using Gongji.Nhsa.Codes;
using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.People;

namespace Gongji.Nhsa.Person;

/// <summary>1101 person 人员基本信息获取: by a visit credential, or by an identity document.</summary>
sealed class PersonInfo1101(Desk desk) : ITransaction
{
    public async Task<Answer<Reply>> Carry(Message message)
    {
        var node = message.Node("data");
        var shown = ShownCredential.In(node);
        var credential = shown.IsNone ? DocumentIn(node) : shown.Presented();
        var day = desk.DayIn(node, "begntime");
        if ((node.Refusal ?? credential.Refusal) is { } refusal)
        {
            return refusal;
        }
        var sender = await desk.Sender(message);
        if (sender.IsRefused)
        {
            return sender.Refusal;
        }
        var holder = await desk.Ledger.Credential(desk.Vault.HashOf(credential.Value!))
            .Look(Desk.ShowingOf(message));
        if (holder.IsRefused)
        {
            return holder.Refusal;
        }
        var known = await desk.Person(holder.Value.Person, day);
        if (known.IsRefused)
        {
            return known.Refusal;
        }
        // The sender may not know the insured area yet, and then names its own.
        var area = message.InsuredArea == message.TreatmentArea ? "" : message.InsuredArea;
        return known.Value.AreaRefusal(area) ?? (Answer<Reply>)new Reply(Output(known.Value, day));
    }

    static PresentedCredential DocumentIn(NodeReader node) =>
        PresentedCredential.Document(node.OptionalText("psn_cert_type", 6), node.Text("certno", 50));

    static JsonObject Output(KnownPerson known, DateOnly day) => new()
    {
        ["baseinfo"] = new JsonObject
        {
            ["psn_no"] = known.View.Person.Value,
            ["psn_cert_type"] = known.Identity.CertType,
            ["certno"] = known.Identity.CertNo,
            ["psn_name"] = known.Identity.Name,
            ["gend"] = known.Identity.Sex,
            ["naty"] = "",
            ["brdy"] = NhsaCodes.Day(known.Identity.BirthDate),
            ["age"] = known.Identity.AgeOn(day),
        },
        ["insuinfo"] = new JsonArray(InsuranceRow(known.View, known.View.Insurance!)),
        ["idetinfo"] = new JsonArray(),
    };

    static JsonObject InsuranceRow(PersonView view, Insurance insurance) => new()
    {
        ["balc"] = Yuan.Of(view.Historic + view.Current),
        ["insutype"] = NhsaCodes.InsuType(insurance),
        ["psn_type"] = NhsaCodes.PsnType(insurance.Kind),
        ["psn_insu_stas"] = NhsaCodes.Status(insurance.Status),
        ["psn_insu_date"] = NhsaTime.Text(insurance.From),
        ["paus_insu_date"] = insurance.Status.IsNormal() ? null : NhsaTime.Text(insurance.From),
        ["cvlserv_flag"] = "0",
        ["flxempe_flag"] = NhsaCodes.Flag(insurance.Kind == PersonKind.Flexible),
        ["insuplc_admdvs"] = insurance.Area.Value,
        ["emp_name"] = "",
    };
}
