using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Gongji.Border.Json;
using Gongji.Border.Refusing;

namespace Gongji.Admin.Bodies;

/// <summary>What every text of a body has to be, wherever it stands in it: one line, not too long, and what the
/// attributes of its field say.</summary>
static class BodyTexts
{
    /// <summary>The longest text of a field that says nothing else.</summary>
    const int LongestElse = 200;

    /// <summary>Why a body is not taken, with the path of the text; null when all are right.</summary>
    public static Refusal? Refuses(object body) => Refuses(body, "", null);

    static Refusal? Refuses(object value, string path, JsonPropertyInfo? field) => value switch
    {
        string text => RefusesText(text, path, field),
        IEnumerable items => RefusesItems(items, path),
        _ when AdminJson.Options.GetTypeInfo(value.GetType()) is { Kind: JsonTypeInfoKind.Object } type =>
            RefusesFields(type, value, path),
        _ => null,
    };

    static Refusal? RefusesItems(IEnumerable items, string path) => items.Cast<object>()
        .Select((item, i) => Refuses(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), null))
        .FirstOrDefault(static refusal => refusal is not null);

    static Refusal? RefusesFields(JsonTypeInfo type, object value, string path) => type.Properties
        .Select(field => field.Get!(value) is { } inner
            ? Refuses(inner, path.Length == 0 ? field.Name : $"{path}.{field.Name}", field)
            : null)
        .FirstOrDefault(static refusal => refusal is not null);

    static Refusal? RefusesText(string text, string path, JsonPropertyInfo? field)
    {
        if (TextCheck.RefusesLine(text, path) is { } broken)
        {
            return broken;
        }
        var length = Of<StringLengthAttribute>(field);
        var longest = length?.MaximumLength ?? LongestElse;
        if (text.Length > longest)
        {
            return Refusal.Of(MessageRefusal.TextTooLong, path, $"{text.Length} > {longest}");
        }
        if (length?.MinimumLength > 0 && string.IsNullOrWhiteSpace(text))
        {
            return Refusal.Of(MessageRefusal.FieldMissing, path, "");
        }
        return Of<AllowedValuesAttribute>(field)?.Values is { } allowed && !allowed.Contains(text)
            ? Refusal.Of(
                AdminRefusal.ValueMalformed, path, Refusals.WithAllowed(text, allowed.Select(static v => $"{v}")))
            : null;
    }

    static T? Of<T>(JsonPropertyInfo? field) where T : Attribute =>
        field?.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().FirstOrDefault();
}
