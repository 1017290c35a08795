using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gongji.Journal.Codec.Compact;

/// <summary>Writes a value as an array of its parts in their order: most of a small entry would be names.</summary>
abstract class Row<T> : JsonConverter<T>
{
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"a row was expected of {typeof(T).Name}, not {reader.TokenType}");
        }
        reader.Read();
        try
        {
            var value = Take(ref reader, options);
            return reader.TokenType == JsonTokenType.EndArray
                ? value
                : throw new JsonException($"a row of {typeof(T).Name} has too many parts");
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            throw new JsonException(wrong.Message, wrong);
        }
    }

    public sealed override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        Put(writer, value);
        writer.WriteEndArray();
    }

    /// <summary>Takes all parts, from the first on.</summary>
    protected abstract T Take(ref Utf8JsonReader reader, JsonSerializerOptions options);

    protected abstract void Put(Utf8JsonWriter writer, T value);

    /// <summary>Writes a text. A null fails here, while nothing is durable yet.</summary>
    protected static void Text(Utf8JsonWriter writer, string? text) =>
        writer.WriteStringValue(text ?? throw new JsonException($"a text of a row of {typeof(T).Name} is missing"));

    /// <summary>Takes the next part.</summary>
    protected static TPart Next<TPart>(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        if (!HasMore(ref reader))
        {
            throw new JsonException($"a row of {typeof(T).Name} has too few parts");
        }
        if (reader.TokenType == JsonTokenType.Null && typeof(TPart) == typeof(string))
        {
            throw new JsonException($"a text of a row of {typeof(T).Name} is missing");
        }
        var part = JsonSerializer.Deserialize<TPart>(ref reader, options);
        reader.Read();
        return part!;
    }

    /// <summary>Takes a part that may be left out where none comes after it.</summary>
    protected static TPart? Last<TPart>(ref Utf8JsonReader reader, JsonSerializerOptions options) =>
        HasMore(ref reader) ? Next<TPart?>(ref reader, options) : default;

    protected static bool HasMore(ref Utf8JsonReader reader) => reader.TokenType != JsonTokenType.EndArray;
}

/// <summary>A list of rows.</summary>
sealed class Rows<T, TRow> : JsonConverter<T[]> where TRow : Row<T>, new()
{
    static readonly TRow Each = new();

    public override T[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException($"rows were expected of {typeof(T).Name}, not {reader.TokenType}");
        }
        var rows = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            rows.Add(Each.Read(ref reader, typeof(T), options));
        }
        return [.. rows];
    }

    public override void Write(Utf8JsonWriter writer, T[] value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var row in value)
        {
            Each.Write(writer, row, options);
        }
        writer.WriteEndArray();
    }
}
