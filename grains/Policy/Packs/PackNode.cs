using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gongji.Policy.Packs;

/// <summary>A value in a pack and where it stands, so that whatever is wrong with it can be named.</summary>
/// <param name="Faults">Where faults are kept by those who read on behind one.</param>
readonly record struct PackNode(string File, string Path, JsonElement Value, PackFaults Faults)
{
    const string None = "none";

    public static PackNode Root(string file, string json, PackFaults faults)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return new PackNode(file, "$", document.RootElement.Clone(), faults);
        }
        catch (JsonException broken)
        {
            throw new PolicyPackException(file, broken.Path ?? "$", $"not valid JSON: {broken.Message}", broken);
        }
    }

    public PolicyPackException Wrong(string reason) => new(File, Path, reason);

    public PackNode? Find(string key) =>
        Value.TryGetProperty(key, out var value) ? At($".{key}", value) : null;

    public PackNode Need(string key) => Find(key) ?? throw Wrong($"'{key}' is missing");

    /// <exception cref="PolicyPackException">It is none.</exception>
    public void ExpectObject() => Expect(JsonValueKind.Object, "an object");

    public IEnumerable<PackNode> Items()
    {
        Expect(JsonValueKind.Array, "a list");
        for (var i = 0; i < Value.GetArrayLength(); i++)
        {
            yield return At($"[{i}]", Value[i]);
        }
    }

    /// <exception cref="PolicyPackException">The object has a key that is not among those known.</exception>
    public void OnlyKeys(IReadOnlyCollection<string> known)
    {
        ExpectObject();
        var node = this;
        Faults.Each(
            Value.EnumerateObject().Where(member => !known.Contains(member.Name)),
            member => throw node.At($".{member.Name}", member.Value).Wrong(
                $"unknown key; known are {string.Join(", ", known.Order(StringComparer.Ordinal))}"));
    }

    /// <summary>The keys that begin like that, in their order.</summary>
    public string[] KeysWith(string mark)
    {
        ExpectObject();
        return
        [
            .. Value.EnumerateObject().Select(static member => member.Name)
                .Where(name => name.Length > mark.Length && name.StartsWith(mark, StringComparison.Ordinal)),
        ];
    }

    public string Text()
    {
        Expect(JsonValueKind.String, "a text");
        var text = Value.GetString()!;
        return text.Length > 0 ? text : throw Wrong("is empty");
    }

    public bool Flag() => Value.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? Value.GetBoolean()
        : throw Wrong("must be true or false");

    public decimal Ratio() =>
        Number() is >= 0m and <= 1m and var ratio ? ratio : throw Wrong($"ratio {Value} is outside 0 to 1");

    public Money Yuan() => Money.TryFromYuan(Number())
        ?? throw Wrong($"{Value} is not an amount in yuan: negative, finer than a fen or too large");

    public Money? YuanOrNone() => IsNone() ? null : Yuan();

    public int? CountOrNone() => IsNone() ? null : Count();

    /// <summary>A price in yuan, up to six decimals, above zero.</summary>
    public decimal Price() => Number() is > 0m and < 1_000_000m and var price && decimal.Round(price, 6) == price
        ? price
        : throw Wrong($"{Value} is not a price above zero with at most six decimals");

    public DateOnly Day() =>
        DateOnly.TryParseExact(Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Wrong($"'{Value}' is not a date of the form yyyy-MM-dd");

    public AreaCode Area()
    {
        var text = Text();
        return text.Length == 6 && text.All(char.IsAsciiDigit) && text.EndsWith("00", StringComparison.Ordinal)
            ? new AreaCode(text)
            : throw Wrong($"'{text}' is not an area code of six digits that ends in 00");
    }

    public string Matching(Regex form, string what) =>
        form.IsMatch(Text()) ? Text() : throw Wrong($"'{Value}' is not {what}");

    public T OneOf<T>() where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (SnakeCase.Of(value) == Text())
            {
                return value;
            }
        }
        throw Wrong($"'{Value}' is not one of {string.Join(", ", Enum.GetValues<T>().Select(SnakeCase.Of))}");
    }

    /// <summary>A list without repeats.</summary>
    public T[] ListOf<T>() where T : struct, Enum => ListOf(static item => item.OneOf<T>());

    public T[] SomeOf<T>() where T : struct, Enum => NotEmpty(ListOf<T>());

    /// <summary>Some texts of a form, without repeats.</summary>
    public string[] SomeMatching(Regex form, string what) => NotEmpty(ListOf(item => item.Matching(form, what)));

    T[] ListOf<T>(Func<PackNode, T> read)
    {
        var values = new List<T>();
        Faults.Each(Items(), item =>
        {
            var value = read(item);
            if (values.Contains(value))
            {
                throw item.Wrong($"'{item.Value}' stands twice in the list");
            }
            values.Add(value);
        });
        return [.. values];
    }

    T[] NotEmpty<T>(T[] values) => values.Length > 0 ? values : throw Wrong("the list is empty");

    PackNode At(string step, JsonElement value) => new(File, Path + step, value, Faults);

    bool IsNone() => Value.ValueKind != JsonValueKind.Null
        ? Value.ValueKind == JsonValueKind.String && Value.GetString() == None
        : throw Wrong("null says nothing; write \"none\" where there is no limit");

    int Count() => Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var count) && count > 0
        ? count
        : throw Wrong($"{Value} is not a whole number above zero, nor \"none\"");

    decimal Number()
    {
        Expect(JsonValueKind.Number, "a number");
        return Value.TryGetDecimal(out var number) ? number : throw Wrong($"{Value} is too large or too fine");
    }

    void Expect(JsonValueKind kind, string what)
    {
        if (Value.ValueKind != kind)
        {
            throw Wrong($"must be {what}");
        }
    }
}
