using System.Text.Json;
using System.Text.Json.Nodes;
using Gongji.Nhsa.Codes;
using Gongji.Nhsa.Desks;
using Gongji.Nhsa.Envelope;
using Gongji.Visits;

namespace Gongji.Nhsa.Outpatient;

/// <summary>2201 outpatient registration 门诊挂号.</summary>
sealed class Register2201(Desk desk) : ITransaction
{
    public async Task<Answer<Reply>> Carry(Message message)
    {
        var node = message.Node("data", "mdtrtinfo");
        var person = node.Id<PersonNo>("psn_no");
        var began = node.Time("begntime");
        var number = node.Text("ipt_otp_no", 30);
        var credential = ShownCredential.In(node);
        var care = MedTypes.OptionalCare(node) ?? CareKind.Outpatient;
        var details = node.Keep("insutype", "mdtrt_cert_type", "atddr_no", "dr_name", "dept_code", "dept_name", "caty");
        if (node.Refusal is { } refusal)
        {
            return refusal;
        }
        var institution = await desk.Ledger.Institution(message.Institution).History();
        if (institution.IsRefused)
        {
            return institution.Refusal;
        }
        var known = await desk.Person(person, ChinaTime.DayOf(began));
        if (known.IsRefused)
        {
            return known.Refusal;
        }
        // The visit is this message's alone: one that is there was registered by it, and is answered as it was then.
        var grain = desk.Ledger.Visit(message.NewVisit);
        var entitled = await desk.Entitles(known.Value, message, credential);
        var used = await desk.Use(message, person, entitled);
        if (used.IsRefused && (await grain.View()).IsRefused)
        {
            return used.Refusal;
        }
        var visit = Desk.Booked(await grain.Register(new RegisterVisit(
            credential.For(person, message.Operation, desk.Vault),
            person,
            message.Institution,
            care,
            began,
            number,
            JsonSerializer.Serialize(details))));
        if (visit.IsRefused)
        {
            return visit.Refusal;
        }
        var settled = await Settled(visit.Value, message.Institution, ChinaTime.DayOf(began));
        return new Reply(Output(visit.Value), Warnings.EqualVisit(settled));
    }

    /// <summary>The settlement that stands for another visit of the day under the same ipt_otp_no: a program that lost
    /// its answer may have begun anew.</summary>
    async Task<SettlementId?> Settled(RegisteredVisit visit, InstitutionCode institution, DateOnly day)
    {
        foreach (var settled in await desk.Ledger.Person(visit.Person).SettledVisits(institution, day))
        {
            if (settled.Visit != visit.Visit
                && (await desk.Ledger.Visit(settled.Visit).View()).Value?.Number == visit.Number)
            {
                return settled.Settlement;
            }
        }
        return null;
    }

    static JsonObject Output(RegisteredVisit visit) => new()
    {
        ["data"] = new JsonObject
        {
            ["mdtrt_id"] = visit.Visit.Value,
            ["psn_no"] = visit.Person.Value,
            ["ipt_otp_no"] = visit.Number,
        },
    };
}
