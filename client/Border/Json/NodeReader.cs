using System.Text.Json;
using Gongji.Border.Refusing;
using Gongji.Identity;

namespace Gongji.Border.Json;

/// <summary>Reads the fields of one node. The first field that is wrong is kept as the refusal; what is read after it
/// doesn't matter any more, so that a transaction asks once, behind its last field.</summary>
sealed class NodeReader
{
    const int TextMax = 1000;

    /// <summary>Texts that programs send in more than one line: what a physician typed, and Base64 that was
    /// wrapped.</summary>
    static readonly string[] ManyLines = ["main_cond_dscr", "cainfo", "mdtrt_cert_no"];

    readonly JsonElement _node;
    readonly string _path;

    NodeReader(JsonElement node, string path, Refusal? refusal = null)
    {
        _node = node;
        _path = path;
        Refusal = refusal;
    }

    public Refusal? Refusal { get; private set; }

    public static NodeReader Of(JsonElement node) => new(node, "");

    /// <summary>The node under the first of the names that is there: an object, or a list with one object in
    /// it.</summary>
    public static NodeReader One(JsonElement input, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!input.TryGetProperty(name, out var node) || node.ValueKind == JsonValueKind.Null)
            {
                continue;
            }
            if (node.ValueKind == JsonValueKind.Array)
            {
                if (node.GetArrayLength() != 1)
                {
                    return Refused(MessageRefusal.OneRecordOnly, name, $"{node.GetArrayLength()}");
                }
                node = node[0];
            }
            return node.ValueKind == JsonValueKind.Object
                ? new NodeReader(node, name)
                : Refused(MessageRefusal.NodeMalformed, name, "");
        }
        return Refused(MessageRefusal.NodeMissing, "input." + names[0], "");
    }

    /// <summary>The objects of a list, or the one object that stands in its place.</summary>
    public static Answer<NodeReader[]> Many(JsonElement input, string name)
    {
        if (!input.TryGetProperty(name, out var node) || node.ValueKind == JsonValueKind.Null)
        {
            return Refusal.Of(MessageRefusal.NodeMissing, "input." + name, "");
        }
        JsonElement[] items = node.ValueKind == JsonValueKind.Array ? [.. node.EnumerateArray()] : [node];
        return items.All(static i => i.ValueKind == JsonValueKind.Object)
            ? items.Select((item, i) => new NodeReader(item, $"{name}[{i}]")).ToArray()
            : Refusal.Of(MessageRefusal.NodeMalformed, name, "");
    }

    /// <summary>The text of a field; empty when it is missing, null or blank.</summary>
    public string OptionalText(string name, int longest = TextMax)
    {
        if (!_node.TryGet(name, out var field))
        {
            return "";
        }
        if (field.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            Refuse(MessageRefusal.NodeMalformed, name, "");
            return "";
        }
        var text = field.PlainText();
        if (text.Length > longest)
        {
            Refuse(MessageRefusal.TextTooLong, name, $"{text.Length} > {longest}");
            return "";
        }
        if (!ManyLines.Contains(name) && TextCheck.RefusesLine(text, PathOf(name)) is { } broken)
        {
            Refusal ??= broken;
            return "";
        }
        return text;
    }

    public string Text(string name, int longest = TextMax)
    {
        var text = OptionalText(name, longest);
        if (text.Length == 0)
        {
            Refuse(MessageRefusal.FieldMissing, name, "");
        }
        return text;
    }

    /// <summary>A text that may stand in an id: printable ASCII without blanks and slashes.</summary>
    public string IdText(string name, int longest)
    {
        var text = Text(name, longest);
        if (text.Any(static c => c is <= ' ' or > '~' or '"' or '\\' or '/'))
        {
            Refuse(MessageRefusal.IdMalformed, name, text);
        }
        return text;
    }

    public TId Id<TId>(string name) where TId : struct, IId<TId>
    {
        var text = Text(name);
        return text.Length == 0 ? default : IdOf<TId>(name, text);
    }

    public TId? OptionalId<TId>(string name) where TId : struct, IId<TId>
    {
        var text = OptionalText(name);
        return text.Length == 0 ? null : IdOf<TId>(name, text);
    }

    public DateTimeOffset Time(string name) => OptionalTime(name) ?? MissingTime(name);

    public DateTimeOffset? OptionalTime(string name)
    {
        var text = OptionalText(name);
        if (text.Length == 0)
        {
            return null;
        }
        var time = NhsaTime.TryParse(text);
        if (time is null)
        {
            Refuse(MessageRefusal.TimeMalformed, name, text);
        }
        return time;
    }

    public Money Money(string name)
    {
        var amount = OptionalMoney(name);
        if (amount is null)
        {
            Refuse(MessageRefusal.FieldMissing, name, "");
        }
        return amount.GetValueOrDefault();
    }

    /// <summary>An amount as number or text; null when it is missing, null or empty text.</summary>
    public Money? OptionalMoney(string name) =>
        OptionalNumber(name, decimals: 2) is { } yuan ? Words.Money.TryFromYuan(yuan) : null;

    /// <summary>A quantity or price, never negative.</summary>
    public decimal Number(string name, int decimals)
    {
        var number = OptionalNumber(name, decimals);
        if (number is null)
        {
            Refuse(MessageRefusal.FieldMissing, name, "");
        }
        return number.GetValueOrDefault();
    }

    /// <summary>Keeps the first refusal.</summary>
    public void Refuse<TReason>(TReason reason, string name, string value) where TReason : struct, Enum =>
        Refusal ??= Refusal.Of(reason, PathOf(name), value);

    /// <summary>The texts of the named fields that are there, as a JSON object for auditors.</summary>
    public Dictionary<string, string> Keep(params ReadOnlySpan<string> names)
    {
        var kept = new Dictionary<string, string>();
        foreach (var name in names)
        {
            if (OptionalText(name) is { Length: > 0 } text)
            {
                kept[name] = text;
            }
        }
        return kept;
    }

    string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    decimal? OptionalNumber(string name, int decimals)
    {
        AmountFields.Ensure(name);
        var text = OptionalText(name);
        if (text.Length == 0)
        {
            return null;
        }
        var (number, wrong) = NumberText.Read(text, decimals);
        if (wrong is { } reason)
        {
            Refuse(reason, name, text);
        }
        return number;
    }

    TId IdOf<TId>(string name, string text) where TId : struct, IId<TId>
    {
        try
        {
            return TId.Of(text);
        }
        catch (FormatException)
        {
            Refuse(MessageRefusal.IdMalformed, name, name is "psn_no" or "psnNo" ? Mask.Tail(text) : text);
            return default;
        }
    }

    DateTimeOffset MissingTime(string name)
    {
        Refuse(MessageRefusal.FieldMissing, name, "");
        return default;
    }

    static NodeReader Refused(MessageRefusal reason, string field, string value) =>
        new(default, field, Refusal.Of(reason, field, value));
}
