using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gongji.Border.Json;
using Gongji.Border.Refusing;

namespace Gongji.Admin.Bodies;

/// <summary>JSON of the administration: camelCase, amounts in yuan, ids as plain texts, enums by name.</summary>
static class AdminJson
{
    public static readonly JsonSerializerOptions Options =
        Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        });

    /// <summary>What is not said is left out, so that a field that comes to be changes no digest that was made
    /// before.</summary>
    public static readonly JsonSerializerOptions Canonical =
        new(Options) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        // Amount and AMOUNT would be one field otherwise, of which the last counts.
        options.PropertyNameCaseInsensitive = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new NamesJson());
        options.Converters.Add(new MoneyConverter());
        options.Converters.Add(new IdJson(static (_, text) =>
            new WrongValueException(Refusal.Of(MessageRefusal.IdMalformed, "", text))));
        return options;
    }
}

/// <summary>A value that is not what its field asks for.</summary>
sealed class WrongValueException(Refusal refusal) : JsonException(refusal.Code)
{
    public Refusal Refusal { get; } = refusal;
}

/// <summary>Yuan as number or text, at most two decimals; written as a number with two.</summary>
sealed class MoneyConverter : JsonConverter<Money>
{
    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        var text = value.RootElement.ValueKind switch
        {
            JsonValueKind.String => value.RootElement.GetString()!.Trim(),
            JsonValueKind.Number => value.RootElement.GetRawText(),
            _ => "",
        };
        var (yuan, wrong) = NumberText.Read(text, decimals: 2);
        return wrong is { } reason
            ? throw new WrongValueException(Refusal.Of(reason, "", text))
            : Money.TryFromYuan(yuan!.Value)!.Value;
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(Yuan.Of(value));
}
