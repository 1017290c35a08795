using System.Text.Json.Nodes;
using Gongji.Admin.Bodies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gongji.Admin;

/// <summary>Describes the administration to readers and to programs (OpenAPI).</summary>
static class Description
{
    const string ProblemType = "application/problem+json";

    static readonly int[] Refused =
    [
        StatusCodes.Status400BadRequest,
        StatusCodes.Status401Unauthorized,
        StatusCodes.Status404NotFound,
        StatusCodes.Status405MethodNotAllowed,
        StatusCodes.Status409Conflict,
        StatusCodes.Status415UnsupportedMediaType,
        StatusCodes.Status422UnprocessableEntity,
        StatusCodes.Status503ServiceUnavailable,
        StatusCodes.Status504GatewayTimeout,
    ];

    /// <summary>A change: asking again with the same Idempotency-Key gives the same answer and changes
    /// nothing.</summary>
    public static void Describe(this RouteHandlerBuilder endpoint, string summary, string description) =>
        endpoint.Describe<Confirmation>(summary, description);

    /// <inheritdoc cref="Describe(RouteHandlerBuilder, string, string)"/>
    public static void Describe<TAnswer>(this RouteHandlerBuilder endpoint, string summary, string description)
    {
        endpoint.WithSummary(summary).WithDescription(description).Produces<TAnswer>();
        foreach (var status in Refused)
        {
            endpoint.Produces<AdminProblem>(status, ProblemType);
        }
    }

    public static void DescribeReading<T>(this RouteHandlerBuilder endpoint, string summary)
    {
        endpoint.WithSummary(summary).Produces<T>();
        foreach (var status in Refused.Where(static s => s is not StatusCodes.Status409Conflict))
        {
            endpoint.Produces<AdminProblem>(status, ProblemType);
        }
    }

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info.Title = "Gongji administration";
            document.Info.Description =
                "Enrol persons, credit accounts, register institutions, form family-aid networks, read what the ledger "
                + "holds. Amounts are yuan with at most two decimals. Every change names itself in Idempotency-Key.";
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer(static (schema, context, _) =>
        {
            Narrow(schema, Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(static (operation, _, _) =>
        {
            if ((operation.Parameters ?? []).OfType<OpenApiParameter>().SingleOrDefault(static parameter =>
                parameter.Name == AdminChange.KeyHeader) is { } key)
            {
                key.Required = true;
                AddActor(operation);
            }
            return Task.CompletedTask;
        });
    }

    /// <summary>Who asks for a change is read beside its parameters, the same for all.</summary>
    static void AddActor(OpenApiOperation operation)
    {
        foreach (var (name, says) in AdminActor.Headers)
        {
            operation.Parameters!.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Header,
                Description = says,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
    }

    static void Narrow(OpenApiSchema schema, Type type)
    {
        if (type == typeof(Money))
        {
            schema.Type = JsonSchemaType.Number | JsonSchemaType.String;
            schema.Description = "Yuan, at most two decimals, as number or text; answered as a number with two.";
            schema.Examples = [JsonValue.Create(12.30m)!];
        }
        else if (IdJson.IsId(type))
        {
            schema.Type = JsonSchemaType.String;
        }
        else if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. NamesJson.Of(type).Select(static name => JsonValue.Create(name)!)];
        }
    }
}
