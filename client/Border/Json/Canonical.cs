using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Gongji.Border.Json;

/// <summary>The input of a message in one form, of which its digest is made: what is read alike is written alike.
/// Properties stand in order; a number and its text are one text, amounts are their value; null and blanks are
/// left out.</summary>
static class Canonical
{
    public static string Of(JsonElement input)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write("", input, writer);
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static void Write(string name, JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject()
                    .Where(static p => !p.Value.IsBlank())
                    .OrderBy(static p => p.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(property.Name, property.Value, writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write("", item, writer);
                }
                writer.WriteEndArray();
                break;
            case JsonValueKind.Null:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteStringValue(AmountFields.InOneForm(name, element.PlainText()));
                break;
        }
    }
}
