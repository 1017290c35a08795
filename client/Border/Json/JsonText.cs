using System.Text.Json;
using System.Text.Unicode;
using Gongji.Border.Refusing;

namespace Gongji.Border.Json;

/// <summary>A body that is JSON, every name and text of which can be read and stands once.</summary>
sealed record JsonText(JsonElement Root)
{
    static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    public static Answer<JsonText> Parse(ReadOnlyMemory<byte> body)
    {
        var text = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        if (!Utf8.IsValid(text.Span))
        {
            return Refusal.Of(MessageRefusal.NotUtf8, "body", "");
        }
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return TextCheck.Refuses(document.RootElement) is { } refusal
                ? refusal
                : new JsonText(document.RootElement.Clone());
        }
        catch (JsonException broken)
        {
            return Refusal.Of(MessageRefusal.NotJson, "body", broken.LineNumber is { } line ? $"line {line + 1}" : "");
        }
        catch (InvalidOperationException)
        {
            return Refusal.Of(MessageRefusal.NotJson, "body", "half a surrogate pair");
        }
    }
}
