using Gongji.Admin.Bodies;
using Gongji.Admin.Desks;
using Gongji.Border;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Gongji.Admin;

/// <summary>What every change brings beside its path and body.</summary>
sealed class AdminChange
{
    public const string KeyHeader = "Idempotency-Key";

    const int KeyMax = 60;

    [FromHeader(Name = KeyHeader)]
    public string? Key { get; init; }

    public required HttpContext Http { get; init; }

    public required AdminDesk Desk { get; init; }

    public required GatewayOptions Options { get; init; }

    /// <summary>Carries a change out under the name that the caller gave it. The path is part of its content.</summary>
    /// <param name="kind">Keeps the keys of different kinds of change apart.</param>
    public async Task<IResult> Run<TId, TBody, TAnswer>(
        string kind,
        PathId<TId> target,
        AdminBody<TBody> body,
        Func<Operation, TId, TBody, Task<Answer<TAnswer>>> change)
        where TId : struct, IId<TId>
        where TBody : class
        where TAnswer : class
    {
        var by = By;
        if ((target.Refusal ?? RefusalOfKey ?? by.Refusal ?? body.Read.Refusal) is { } refusal)
        {
            return AdminAnswer.Of(refusal);
        }
        var read = body.Read.Value!;
        return AdminAnswer.Of(await change(OperationOf(kind, read.Canonical, by.Value!), target.Id, read.Value));
    }

    /// <summary>Carries out a change that has no body.</summary>
    /// <param name="content">What the query says, which is part of the content.</param>
    public async Task<IResult> Run<TId, TAnswer>(
        string kind, PathId<TId> target, string content, Func<Operation, TId, Task<Answer<TAnswer>>> change)
        where TId : struct, IId<TId>
        where TAnswer : class
    {
        var by = By;
        return (target.Refusal ?? RefusalOfKey ?? by.Refusal) is { } refusal
            ? AdminAnswer.Of(refusal)
            : AdminAnswer.Of(await change(OperationOf(kind, content, by.Value!), target.Id));
    }

    Answer<Actor> By =>
        AdminActor.Read(Http.Request.Headers, Options.AdminToken is not null, ActorChannel.Interface);

    Refusal? RefusalOfKey =>
        Key is { Length: > 0 and <= KeyMax } && !Key.Any(static c => c is <= ' ' or > '~' or '"' or '\\' or '/')
            ? null
            : Refusal.Of(AdminRefusal.IdempotencyKeyMissing, KeyHeader, Key ?? "");

    Operation OperationOf(string kind, string canonical, Actor by) =>
        Desk.OperationOf($"admin/{kind}/{Key}", $"{Http.Request.Path}\n{canonical}", by);
}
