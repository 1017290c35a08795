using System.Text.Json;

namespace Gongji.Border.Json;

static class JsonElements
{
    /// <summary>A property that is there and not null; nothing has no properties.</summary>
    public static bool TryGet(this JsonElement node, string name, out JsonElement value)
    {
        value = default;
        return node.ValueKind == JsonValueKind.Object
            && node.TryGetProperty(name, out value)
            && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);
    }

    /// <summary>The text of a text, without blanks around it, or of a number: both are taken for one another.</summary>
    public static string PlainText(this JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : value.GetRawText();

    /// <summary>Whether it says nothing: null, or a text of blanks.</summary>
    public static bool IsBlank(this JsonElement value) =>
        value.ValueKind == JsonValueKind.Null
        || (value.ValueKind == JsonValueKind.String && value.PlainText().Length == 0);
}
