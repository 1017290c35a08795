using Gongji.Admin.Bodies;
using Gongji.Admin.Desks;
using Gongji.Border;
using Gongji.Border.Refusing;
using Gongji.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gongji.Admin;

/// <summary>What the administration can read of a person.</summary>
static class PersonReadings
{
    public static void Map(RouteGroupBuilder person)
    {
        person.MapGet("", static (PathId<PersonNo> psn_no, string? asOf, AdminDesk desk, TimeProvider time) =>
            Person(psn_no, asOf, desk, time))
            .DescribeReading<PersonBody>("Read a person: balance, counters, networks, holds, as of a day");
        // By POST, so that the number is in no address and no log.
        person.MapPost("/credentials/state", static async (
            PathId<PersonNo> psn_no, AdminBody<CredentialNameBody> body, AdminDesk desk) =>
            AdminAnswer.Of((psn_no.Refusal ?? body.Read.Refusal) is { } refusal
                ? refusal
                : await desk.Credential(psn_no.Id, body.Read.Value!.Value)))
            .DescribeReading<CredentialStateBody>("Read whether a credential of the person is in force");
        person.MapGet("/statement", static (
            PathId<PersonNo> psn_no, string? from, string? to, IGrains ledger, TimeProvider time) =>
            Statement(psn_no, from, to, ledger, time))
            .DescribeReading<Statement>("Read the own account's statement from a day to a day, both included");
        person.MapGet("/operations/{institution}/{infno}/{msgid}", static (
            PathId<PersonNo> psn_no,
            PathId<InstitutionCode> institution,
            string infno,
            string msgid,
            IGrains ledger) =>
            Operation(psn_no, institution, infno, msgid, ledger))
            .DescribeReading<OperationRecord>("Read what became of a message, by its msgid");
    }

    static async Task<IResult> Person(PathId<PersonNo> person, string? asOf, AdminDesk desk, TimeProvider time)
    {
        if ((person.Refusal ?? DayText.Refuses("asOf", asOf)) is { } refusal)
        {
            return AdminAnswer.Of(refusal);
        }
        return AdminAnswer.Of(await desk.Person(person.Id, DayText.Read(asOf) ?? Today(time)));
    }

    static async Task<IResult> Statement(
        PathId<PersonNo> person, string? from, string? to, IGrains ledger, TimeProvider time)
    {
        if ((person.Refusal ?? DayText.Refuses("from", from) ?? DayText.Refuses("to", to)) is { } refusal)
        {
            return AdminAnswer.Of(refusal);
        }
        var last = DayText.Read(to) ?? Today(time);
        var first = DayText.Read(from) ?? new DateOnly(last.Year, 1, 1);
        return AdminAnswer.Of(await ledger.Person(person.Id).Statement(MidnightOf(first), MidnightOf(last.AddDays(1))));
    }

    static async Task<IResult> Operation(
        PathId<PersonNo> person, PathId<InstitutionCode> institution, string infno, string msgid, IGrains ledger)
    {
        if ((person.Refusal ?? institution.Refusal) is { } refusal)
        {
            return AdminAnswer.Of(refusal);
        }
        if (infno.Length > 6 || PathId<BatchNo>.Of(infno).Refusal is not null)
        {
            return AdminAnswer.Of(Refusal.Of(MessageRefusal.IdMalformed, "infno", infno));
        }
        if (PathId<BatchNo>.Of(msgid).Refusal is not null)
        {
            return AdminAnswer.Of(Refusal.Of(MessageRefusal.IdMalformed, "msgid", msgid));
        }
        var record = await ledger.Person(person.Id).FindOperation(MessageId.Of(institution.Id, infno, msgid));
        return AdminAnswer.Of(record.Known
            ? record
            : (Answer<OperationRecord>)Refusal.Of(AdminRefusal.OperationUnknown, "msgid", msgid));
    }

    static DateOnly Today(TimeProvider time) => ChinaTime.DayOf(time.GetUtcNow());

    static DateTimeOffset MidnightOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), ChinaTime.Offset);
}
