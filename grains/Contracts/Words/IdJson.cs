using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gongji.Words;

/// <summary>Ids in JSON are their texts.</summary>
/// <param name="wrong">What is thrown for a text that is no id of the kind, which the first argument says.</param>
public sealed class IdJson(Func<FormatException, string, JsonException> wrong) : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) => IsId(typeToConvert);

    /// <summary>Whether a type is an id.</summary>
    public static bool IsId(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(static each =>
            each.IsGenericType && each.GetGenericTypeDefinition() == typeof(IId<>));

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert), wrong)!;

    sealed class Converter<TId>(Func<FormatException, string, JsonException> wrong) : JsonConverter<TId>
        where TId : struct, IId<TId>
    {
        public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
            try
            {
                return TId.Of(text);
            }
            catch (FormatException exception)
            {
                throw wrong(exception, text);
            }
        }

        public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}
