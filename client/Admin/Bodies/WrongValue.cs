using System.Globalization;
using System.Text.Json;
using Gongji.Border.Json;
using Gongji.Border.Refusing;

namespace Gongji.Admin.Bodies;

/// <summary>Says of a value that is not what its field asks for what it is, and what is asked for.</summary>
static class WrongValue
{
    /// <param name="path">Where it stands in the body, such as <c>capabilities[0].from</c>.</param>
    public static Refusal At(string path, Type body, JsonElement json)
    {
        var (type, value) = (body, json);
        foreach (var step in path.Split('.', '['))
        {
            (type, value) = step.EndsWith(']') ? Item(type, value, step[..^1]) : Field(type, value, step);
        }
        // A text that is none may be a name or a number of a person.
        var sent = type == typeof(string) || value.ValueKind is JsonValueKind.Undefined
            or JsonValueKind.Object or JsonValueKind.Array
            ? ""
            : value.PlainText();
        return Refusal.Of(AdminRefusal.ValueMalformed, path, Refusals.WithAllowed(sent, [Wanted(type)]));
    }

    static (Type Type, JsonElement Value) Field(Type type, JsonElement value, string name)
    {
        var field = AdminJson.Options.GetTypeInfo(type).Properties.FirstOrDefault(each => each.Name == name);
        var asked = field?.PropertyType ?? type;
        _ = value.TryGet(name, out var inner);
        return (Nullable.GetUnderlyingType(asked) ?? asked, inner);
    }

    static (Type Type, JsonElement Value) Item(Type type, JsonElement value, string index) =>
        type.GetElementType() is { } item
        && value.ValueKind == JsonValueKind.Array
        && int.TryParse(index, CultureInfo.InvariantCulture, out var at)
        && at < value.GetArrayLength()
            ? (item, value[at])
            : (type, default);

    static string Wanted(Type type) => type switch
    {
        _ when type == typeof(string) => "a text",
        _ when type == typeof(int) => "a whole number",
        _ when type == typeof(DateOnly) => "yyyy-MM-dd",
        _ when type == typeof(DateTimeOffset) => "yyyy-MM-ddTHH:mm:ss+08:00",
        _ when type == typeof(Money) => "yuan",
        _ when type.IsEnum => string.Join(", ", NamesJson.Of(type)),
        _ when IdJson.IsId(type) => "an identifier",
        _ when type.IsArray => "a list",
        _ => "an object",
    };
}
