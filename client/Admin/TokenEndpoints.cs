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
            PathId<PersonNo> psn_no, [AsParameters] AdminChange change, TokenDesk desk) =>
            change.Run("token", psn_no, "", (operation, id) => desk.Issue(operation, id)))
            .Describe<TokenBody>(
                "Issue a one-time token (medical code)",
                "It lives shortly and is used by one institution, once a step. The same key gets the same token.");
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
            PathId<PersonNo> psn_no, PathId<PersonNo> viewed, [AsParameters] AdminChange change, TokenDesk desk) =>
            Run("token", psn_no, viewed, change, (operation, viewer, person) => desk.Issue(operation, person, viewer)))
            .Describe<TokenBody>(
                "Issue a one-time token of the viewed person to the viewer",
                "It is good for what the person's own is good for; the viewer's account pays nothing by it.");
    }

    static Task<IResult> Run<TAnswer>(
        string kind,
        PathId<PersonNo> viewer,
        PathId<PersonNo> viewed,
        AdminChange change,
        Func<Operation, PersonNo, PersonNo, Task<Answer<TAnswer>>> act)
        where TAnswer : class =>
        viewed.Refusal is { } refusal
            ? Task.FromResult(AdminAnswer.Of(refusal))
            : change.Run(kind, viewer, "", (operation, id) => act(operation, id, viewed.Id));
}
