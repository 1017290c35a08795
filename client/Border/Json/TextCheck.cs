using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Gongji.Border.Refusing;

namespace Gongji.Border.Json;

/// <summary>Reads every name and text of a JSON value once, so that none can fail, or mean two things, later.</summary>
static class TextCheck
{
    const string Breaks = "\t\n\r";

    /// <summary>Control characters, and the two separators that break a line without being any.</summary>
    static readonly char[] Controls =
        [.. Enumerable.Range(0, char.MaxValue).Select(static c => (char)c).Where(char.IsControl), '\u2028', '\u2029'];

    static readonly SearchValues<char> InNoLine = SearchValues.Create(Controls);

    static readonly SearchValues<char> InNoText = SearchValues.Create([.. Controls.Except(Breaks)]);

    /// <summary>Why the value is not taken, with the path of the field; null when it is. Tabs and line breaks in texts
    /// are left to who reads them: some texts have more than one line.</summary>
    /// <exception cref="InvalidOperationException">A text holds half a surrogate pair.</exception>
    public static Refusal? Refuses(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => RefusesObject(element),
        JsonValueKind.Array => RefusesItems(element),
        JsonValueKind.String => Refuses(element.GetString()!, "", InNoText),
        _ => null,
    };

    /// <summary>Why a text is none of one line; null when it is.</summary>
    public static Refusal? RefusesLine(string text, string field) => Refuses(text, field, InNoLine);

    static Refusal? Refuses(string text, string field, SearchValues<char> unwanted) =>
        text.AsSpan().IndexOfAny(unwanted) is >= 0 and var at
            ? Refusal.Of(
                MessageRefusal.ControlCharacter,
                field,
                string.Create(CultureInfo.InvariantCulture, $"U+{(int)text[at]:X4}"))
            : null;

    static Refusal? RefusesObject(JsonElement node)
    {
        var names = new HashSet<string>();
        foreach (var property in node.EnumerateObject())
        {
            // The parser takes the last of two; what stands between sender and ledger may have read the first.
            var refusal = RefusesLine(property.Name, "")
                ?? (names.Add(property.Name)
                    ? Refuses(property.Value)
                    : Refusal.Of(MessageRefusal.KeyTwice, "", ""));
            if (refusal is not null)
            {
                return Under(Refusals.Shown(property.Name), refusal);
            }
        }
        return null;
    }

    static Refusal? RefusesItems(JsonElement list)
    {
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            if (Refuses(item) is { } refusal)
            {
                return Under($"[{index}]", refusal);
            }
            index++;
        }
        return null;
    }

    static Refusal Under(string name, Refusal refusal) =>
        refusal with { Field = refusal.Field is [] or ['[', ..] ? name + refusal.Field : $"{name}.{refusal.Field}" };
}
