using Gongji.Admin.Bodies;
using Gongji.Admin.Desks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gongji.Admin;

/// <summary>Medical codes of a person, shown by the person or by another one.</summary>
static class TokenEndpoints
{
    public static void Map(RouteGroupBuilder person)
    {
        person.MapPost("/tokens", static (
            PathId<PersonNo> psn_no, string? step, [AsParameters] AdminChange change, TokenDesk desk) =>
            Issue(change, step, psn_no, (operation, id, asked) => desk.Issue(operation, id, asked)))
            .Describe<TokenBody>(
                "Issue a one-time token (medical code)",
                "It lives shortly and is used by one institution, once a step: registration, settlement or purchase, "
                + "or the one that is named alone. The same key gets the same token.");
        MapViews(person.MapGroup("/views/{viewed}"));
    }

    static void MapViews(RouteGroupBuilder view)
    {
        view.MapPut("", static (
            PathId<PersonNo> psn_no, PathId<PersonNo> viewed, [AsParameters] AdminChange change) =>
            Run("view", psn_no, viewed, change, change.Desk.BindView))
            .Describe(
                "Let a person show the medical code of another one",
                "A credential view moves no money. A person may show the codes of five others.");
        view.MapDelete("", static (
            PathId<PersonNo> psn_no, PathId<PersonNo> viewed, [AsParameters] AdminChange change) =>
            Run("view_end", psn_no, viewed, change, change.Desk.EndView))
            .Describe("End a credential view", "A token that was issued by it lives to its own end.");
        view.MapPost("/tokens", static (
            PathId<PersonNo> psn_no,
            PathId<PersonNo> viewed,
            string? step,
            [AsParameters] AdminChange change,
            TokenDesk desk) =>
            viewed.Refusal is { } refusal
                ? Task.FromResult(AdminAnswer.Of(refusal))
                : Issue(change, step, psn_no, (operation, viewer, asked) =>
                    desk.Issue(operation, viewed.Id, asked, viewer)))
            .Describe<TokenBody>(
                "Issue a one-time token of the viewed person to the viewer",
                "It is good for what the person's own is good for; the viewer's account pays nothing by it.");
    }

    static Task<IResult> Issue(
        AdminChange change,
        string? step,
        PathId<PersonNo> bearer,
        Func<Operation, PersonNo, TokenStep, Task<Answer<TokenBody>>> issue)
    {
        var asked = QueryName<TokenStep>.Of("step", step, TokenStep.Any);
        // What was issued for every step had no step in its content.
        return asked.Refusal is { } refusal
            ? Task.FromResult(AdminAnswer.Of(refusal))
            : change.Run("token", bearer, string.IsNullOrEmpty(step) ? "" : $"{asked.Name}", (operation, id) =>
                issue(operation, id, asked.Name));
    }

    static Task<IResult> Run(
        string kind,
        PathId<PersonNo> viewer,
        PathId<PersonNo> viewed,
        AdminChange change,
        Func<Operation, PersonNo, PersonNo, Task<Answer<Confirmation>>> act) =>
        viewed.Refusal is { } refusal
            ? Task.FromResult(AdminAnswer.Of(refusal))
            : change.Run(kind, viewer, "", (operation, id) => act(operation, id, viewed.Id));
}
