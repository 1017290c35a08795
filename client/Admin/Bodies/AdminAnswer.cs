using Gongji.Border.Refusing;
using Gongji.Credentials;
using Gongji.Families;
using Gongji.Institutions;
using Gongji.People;
using Microsoft.AspNetCore.Http;

namespace Gongji.Admin.Bodies;

/// <summary>Turns answers of the ledger into HTTP.</summary>
static class AdminAnswer
{
    const string ProblemType = "application/problem+json";

    public static IResult Of<T>(Answer<T> answer) where T : class =>
        answer.IsRefused ? Of(answer.Refusal) : Results.Json(answer.Value, AdminJson.Options);

    public static IResult Of(Refusal refusal)
    {
        var status = StatusOf(refusal);
        var text = refusal.Text;
        var problem = new AdminProblem(
            "about:blank",
            text.English,
            status,
            refusal.Code,
            text.Chinese,
            text.English,
            refusal.Field,
            Refusals.Shown(refusal.Value));
        return Results.Json(problem, AdminJson.Options, ProblemType, status);
    }

    static int StatusOf(Refusal refusal)
    {
        var ofTheEdge = refusal.As<AdminRefusal>() is { } asked ? StatusOf(asked)
            : refusal.As<Trouble>() is { } trouble ? StatusOf(trouble)
            : refusal.As<MessageRefusal>() is not null ? StatusCodes.Status400BadRequest
            : default(int?);
        return ofTheEdge ?? StatusOfLedger(refusal);
    }

    static int StatusOf(AdminRefusal refusal) => refusal switch
    {
        AdminRefusal.TokenWrong => StatusCodes.Status401Unauthorized,
        AdminRefusal.OperationUnknown or AdminRefusal.PathUnknown => StatusCodes.Status404NotFound,
        AdminRefusal.MethodNotTaken => StatusCodes.Status405MethodNotAllowed,
        AdminRefusal.ContentTypeNotTaken => StatusCodes.Status415UnsupportedMediaType,
        AdminRefusal.BodyTooLarge => StatusCodes.Status413PayloadTooLarge,
        AdminRefusal.IdempotencyKeyMissing or AdminRefusal.ValueMalformed or AdminRefusal.KindUnknown =>
            StatusCodes.Status400BadRequest,
    };

    static int StatusOf(Trouble trouble) => trouble switch
    {
        Trouble.Overloaded => StatusCodes.Status503ServiceUnavailable,
        Trouble.OutcomeUnknown => StatusCodes.Status504GatewayTimeout,
    };

    static int StatusOfLedger(Refusal refusal)
    {
        if (refusal.Is(PersonRefusal.NotEnrolled)
            || refusal.Is(NetworkRefusal.Unknown)
            || refusal.Is(CredentialRefusal.Unknown)
            || refusal.Is(ViewRefusal.Unknown)
            || refusal.Is(InstitutionRefusal.Unknown))
        {
            return StatusCodes.Status404NotFound;
        }
        return refusal.Is(OperationRefusal.IdUsedForOtherContent)
            ? StatusCodes.Status409Conflict
            : StatusCodes.Status422UnprocessableEntity;
    }
}
