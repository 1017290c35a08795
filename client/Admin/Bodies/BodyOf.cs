using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gongji.Border.Refusing;

namespace Gongji.Admin.Bodies;

/// <summary>A request that was read.</summary>
sealed record BodyOf<T>(T Value) where T : class
{
    /// <summary>What it says in one form, of which the operation's digest is made: values, however they were
    /// written.</summary>
    public string Canonical => JsonSerializer.Serialize(Value, AdminJson.Canonical);

    public static Answer<BodyOf<T>> Read(JsonElement json)
    {
        var type = AdminJson.Options.GetTypeInfo(typeof(T));
        if (json.ValueKind != JsonValueKind.Object)
        {
            return Refusal.Of(MessageRefusal.NotAnObject, "body", "");
        }
        if (Missing(type, json, "") is { } missing)
        {
            return Refusal.Of(MessageRefusal.FieldMissing, missing, "");
        }
        try
        {
            var body = (T)json.Deserialize(type)!;
            return BodyTexts.Refuses(body) is { } refusal
                ? refusal
                : new BodyOf<T>(body);
        }
        catch (WrongValueException wrong)
        {
            return wrong.Refusal with { Field = FieldOf(wrong) };
        }
        catch (JsonException wrong)
        {
            return WrongValue.At(FieldOf(wrong), typeof(T), json);
        }
    }

    /// <summary>The first field that must be there and isn't, by its path.</summary>
    static string? Missing(JsonTypeInfo type, JsonElement json, string path)
    {
        foreach (var property in type.Properties)
        {
            if (!json.TryGetProperty(property.Name, out var value))
            {
                if (property.IsRequired)
                {
                    return path + property.Name;
                }
            }
            else if (value.ValueKind == JsonValueKind.Object
                && AdminJson.Options.GetTypeInfo(property.PropertyType) is { Kind: JsonTypeInfoKind.Object } inner
                && Missing(inner, value, $"{path}{property.Name}.") is { } missing)
            {
                return missing;
            }
        }
        return null;
    }

    static string FieldOf(JsonException wrong) => wrong.Path is ['$', '.', .. var path] ? path : "body";
}
