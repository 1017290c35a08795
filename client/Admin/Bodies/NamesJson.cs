using System.Text.Json;
using System.Text.Json.Serialization;
using Gongji.Border.Json;
using Gongji.Border.Refusing;

namespace Gongji.Admin.Bodies;

/// <summary>Enums by the names of their members; another name is answered with those that there are.</summary>
sealed class NamesJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    /// <summary>The names of an enum's members, as JSON has them.</summary>
    public static IEnumerable<string> Of(Type type) =>
        Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName);

    /// <summary>The member of that name; null when there is none.</summary>
    public static T? Find<T>(string text) where T : struct, Enum =>
        Converter<T>.ByName.TryGetValue(text, out var member) ? member : null;

    sealed class Converter<T> : JsonConverter<T> where T : struct, Enum
    {
        public static readonly Dictionary<string, T> ByName = Of(typeof(T))
            .Zip(Enum.GetValues<T>())
            .ToDictionary(static pair => pair.First, static pair => pair.Second, StringComparer.OrdinalIgnoreCase);

        static readonly Dictionary<T, string> Names =
            ByName.ToDictionary(static pair => pair.Value, static pair => pair.Key);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var value = JsonDocument.ParseValue(ref reader);
            var text = value.RootElement.PlainText();
            return ByName.TryGetValue(text, out var member)
                ? member
                : throw new WrongValueException(Refusal.Of(
                    AdminRefusal.ValueMalformed, "", Refusals.WithAllowed(text, ByName.Keys)));
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Names[value]);
    }
}
