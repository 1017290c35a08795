using Gongji.Border.Refusing;
using Microsoft.AspNetCore.Http;

namespace Gongji.Admin;

/// <summary>Turns answers of the ledger into HTTP.</summary>
static class AdminAnswer
{
    const string ProblemType = "application/problem+json";

    static readonly string[] NotFound =
    [
        "person.not_enrolled", "network.unknown", "institution.unknown", "admin.operation_unknown",
    ];

    public static IResult Of<T>(Answer<T> answer) where T : class =>
        answer.IsRefused ? Of(answer.Refusal) : Results.Json(answer.Value, AdminJson.Options);

    public static IResult Of(Refusal refusal)
    {
        var status = StatusOf(refusal);
        var text = Refusals.TextOf(refusal);
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
        if (NotFound.Contains(refusal.Code))
        {
            return StatusCodes.Status404NotFound;
        }
        return refusal.Code switch
        {
            "operation.id_used_for_other_content" => StatusCodes.Status409Conflict,
            "overloaded" => StatusCodes.Status503ServiceUnavailable,
            "outcome_unknown" => StatusCodes.Status504GatewayTimeout,
            "admin.token_wrong" => StatusCodes.Status401Unauthorized,
            "admin.body_too_large" => StatusCodes.Status413PayloadTooLarge,
            _ when refusal.Code.StartsWith("message.", StringComparison.Ordinal) => StatusCodes.Status400BadRequest,
            _ when refusal.Code.StartsWith("admin.", StringComparison.Ordinal) => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status422UnprocessableEntity,
        };
    }
}
