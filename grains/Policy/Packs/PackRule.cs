using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gongji.Policy.Packs;

/// <summary>A field of a rule: where it stands and what it says.</summary>
readonly record struct PackField
{
    readonly object? _value;
    readonly PolicyPackException? _fault;

    /// <summary>Reads it; what is wrong with it is kept, and met by whoever asks for its value.</summary>
    public PackField(PackNode node, Func<PackNode, object?> read)
    {
        Node = node;
        object? value = null;
        _fault = node.Faults.Of(() => value = read(node));
        _value = value;
    }

    public PackNode Node { get; }

    /// <exception cref="PolicyPackException">It could not be read.</exception>
    public object? Value => _fault is null ? _value : throw _fault;
}

/// <summary>One kind of rule: what distinguishes its entries and which fields they have.</summary>
/// <param name="Name">The key of its list in a pack.</param>
/// <param name="Selectors">The fields that say whom an entry is for; they make its keys.</param>
/// <param name="Keys">The keys of an entry: a more specific pack replaces fields of the same key.</param>
/// <param name="Fields">How each field is read.</param>
sealed record RuleFamily(
    string Name,
    string[] Selectors,
    Func<PackNode, IEnumerable<string>> Keys,
    IReadOnlyDictionary<string, Func<PackNode, object?>> Fields);

/// <summary>A rule as one pack states it, in force from a day to a day.</summary>
sealed partial record PackRule(
    string Family, string Key, PackNode At, DateOnly From, DateOnly To, IReadOnlyDictionary<string, PackField> Fields)
{
    public bool HoldsOn(DateOnly day) => From <= day && day <= To;

    /// <summary>Reads an entry: one rule for each of its keys.</summary>
    /// <exception cref="PolicyPackException">It is not to be known whom it is for, or on which days.</exception>
    public static PackRule[] Read(RuleFamily family, PackNode entry)
    {
        entry.ExpectObject();
        entry.Faults.Of(() => entry.OnlyKeys([.. family.Selectors, "from", "to", "source", .. family.Fields.Keys]));
        var dates = (From: DateOnly.MinValue, To: DateOnly.MaxValue);
        string[] keys = [];
        var fault = entry.Faults.Of(() => dates = ReadDates(entry));
        fault = entry.Faults.Of(() => keys = [.. family.Keys(entry)]) ?? fault;
        var fields = family.Fields
            .Where(field => entry.Find(field.Key) is not null)
            .ToDictionary(
                static field => field.Key,
                field => new PackField(entry.Need(field.Key), field.Value));
        entry.Faults.Of(() => CheckSaid(family, entry, [.. fields.Keys]));
        return fault is null
            ? [.. keys.Select(key => new PackRule(family.Name, key, entry, dates.From, dates.To, fields))]
            : throw fault;
    }

    static void CheckSaid(RuleFamily family, PackNode entry, string[] fields)
    {
        if (fields.Length == 0)
        {
            throw entry.Wrong("the rule says nothing");
        }
        CheckSource(entry.Need("source"), fields, [.. family.Selectors, "from", "to"]);
    }

    public static (DateOnly From, DateOnly To) ReadDates(PackNode entry)
    {
        var from = entry.Need("from").Day();
        var to = entry.Find("to")?.Day() ?? DateOnly.MaxValue;
        return from <= to ? (from, to) : throw entry.Need("to").Wrong("the rule ends before it begins");
    }

    /// <summary>One text stands for all fields, or an object has a text for each of them, and where it matters for
    /// the days and for whom the rule is.</summary>
    public static void CheckSource(PackNode source, IEnumerable<string> fields, IEnumerable<string> others)
    {
        if (source.Value.ValueKind == JsonValueKind.String)
        {
            CheckMark(source);
            return;
        }
        string[] known = [.. fields];
        string[] further = [.. others];
        source.OnlyKeys([.. known, .. further]);
        source.Faults.Each(
            known.Concat(further.Where(name => source.Find(name) is not null)), name => CheckMark(source.Need(name)));
    }

    /// <summary>No two rules of the same key are in force on the same day.</summary>
    public static void CheckOverlaps(IEnumerable<PackRule> rules)
    {
        foreach (var same in rules.GroupBy(static rule => (rule.Family, rule.Key)))
        {
            PackRule? before = null;
            foreach (var rule in same.OrderBy(static rule => rule.From))
            {
                if (before is not null && rule.From <= before.To)
                {
                    rule.At.Faults.Add(
                        rule.At.Wrong($"overlaps {before.At.Path} for {rule.Key} on {rule.From:yyyy-MM-dd}"));
                }
                before = rule;
            }
        }
    }

    static void CheckMark(PackNode source) => source.Matching(
        Mark(), "a source: a mark S, A, B, B-, C or H, a colon, a space and where the value is from");

    [GeneratedRegex("^(S|A|B-|B|C|H): \\S")]
    private static partial Regex Mark();
}

/// <summary>The fields of one key that hold on a day, each from the most specific pack that states it.</summary>
sealed class MergedRule
{
    /// <summary>Chinese text is not escaped, so that people can read it.</summary>
    public static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly SortedDictionary<string, PackField> _fields = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> _layers = [];
    readonly PackNode _at;

    /// <param name="rules">From the most general to the most specific; at least one.</param>
    public MergedRule(IEnumerable<PackRule> rules)
    {
        foreach (var (layer, rule) in rules.Index())
        {
            _at = rule.At;
            foreach (var (name, field) in rule.Fields)
            {
                _fields[name] = field;
                _layers[name] = layer;
            }
        }
    }

    /// <summary>The place of the most specific entry.</summary>
    public T Get<T>(string field) => (T)Field(field).Value!;

    public T Get<T>(string field, T otherwise) => Has(field) ? (T)_fields[field].Value! : otherwise;

    public PackNode Node(string field) => Field(field).Node;

    public bool Has(string field) => _fields.ContainsKey(field);

    /// <summary>Whether a field is stated, and by no wider area than the one that states the other.</summary>
    public bool HasSince(string field, string other) => Has(field) && _layers[field] >= _layers[other];

    /// <summary>The merged fields as an object of JSON, in their order: equal rules have equal text.</summary>
    public string Said()
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Readable))
        {
            json.WriteStartObject();
            foreach (var (name, field) in _fields)
            {
                json.WritePropertyName(name);
                field.Node.Value.WriteTo(json);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(text.GetBuffer().AsSpan(0, (int)text.Length));
    }

    /// <summary>The merged fields in their order, so that equal rules have equal text.</summary>
    public string Canonical() => string.Join(
        ',', _fields.Select(static f => $"{f.Key}={JsonSerializer.Serialize(f.Value.Node.Value)}"));

    PackField Field(string name) => _fields.TryGetValue(name, out var field)
        ? field
        : throw _at.Wrong($"'{name}' is missing, here and in the packs of the wider areas");
}
