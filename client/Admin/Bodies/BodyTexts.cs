using System.Collections;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Gongji.Border.Json;

namespace Gongji.Admin.Bodies;

/// <summary>What every text of a body has to be, wherever it stands in it.</summary>
static class BodyTexts
{
    /// <summary>Why a body is not taken, with the path of the text; null when all are right.</summary>
    public static Refusal? Refuses(object body) => Refuses(body, "");

    static Refusal? Refuses(object value, string path) => value switch
    {
        string text => TextCheck.RefusesLine(text, path),
        IEnumerable items => RefusesItems(items, path),
        _ when AdminJson.Options.GetTypeInfo(value.GetType()) is { Kind: JsonTypeInfoKind.Object } type =>
            RefusesFields(type, value, path),
        _ => null,
    };

    static Refusal? RefusesItems(IEnumerable items, string path) => items.Cast<object>()
        .Select((item, i) => Refuses(item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")))
        .FirstOrDefault(static refusal => refusal is not null);

    static Refusal? RefusesFields(JsonTypeInfo type, object value, string path) => type.Properties
        .Select(field => field.Get!(value) is { } inner
            ? Refuses(inner, path.Length == 0 ? field.Name : $"{path}.{field.Name}")
            : null)
        .FirstOrDefault(static refusal => refusal is not null);
}
