using System.Text.Json;
using Gongji.Border.Refusing;

namespace Gongji.Border.Json;

/// <summary>Reads every name and text of a JSON value once, so that none can fail, or mean two things, later.</summary>
static class TextCheck
{
    /// <summary>Why the value is not taken, with the path of the field; null when it is.</summary>
    /// <exception cref="InvalidOperationException">A text holds half a surrogate pair.</exception>
    public static Refusal? Refuses(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                return RefusesObject(element);
            case JsonValueKind.Array:
                return RefusesItems(element);
            case JsonValueKind.String:
                _ = element.GetString();
                return null;
            default:
                return null;
        }
    }

    static Refusal? RefusesObject(JsonElement node)
    {
        var names = new HashSet<string>();
        foreach (var property in node.EnumerateObject())
        {
            // The parser takes the last of two; what stands between sender and ledger may have read the first.
            var refusal = names.Add(property.Name)
                ? Refuses(property.Value)
                : Refusal.Of(MessageRefusal.KeyTwice, "", "");
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
