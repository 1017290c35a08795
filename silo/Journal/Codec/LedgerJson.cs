using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gongji.Ledger.Books;
using Gongji.Ledger.Deliveries;
using Gongji.Ledger.Draws;
using Gongji.Policy.Benefits;

namespace Gongji.Journal.Codec;

/// <summary>The one way in which the ledger writes values as JSON: in the journal, in snapshots and between
/// silos.</summary>
/// <remarks>Ids are texts, money is a whole number of fen, enums are camel-case texts, days and moments are ISO 8601.
/// Chinese text is not escaped, so that an auditor can read it with SQL.</remarks>
public static class LedgerJson
{
    /// <summary>All messages between grains, by their names.</summary>
    static readonly (Type Message, string Says)[] Messages =
    [
        (typeof(CaptureMessage), CaptureMessage.Says),
        (typeof(ReturnMessage), ReturnMessage.Says),
    ];

    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        // A null where the ledger knows none fails here, while nothing is durable yet: read back, it would stop its
        // grain for ever.
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver
        {
            Modifiers = { LetNullsBeMissing, WantWholeStates, NameMessages },
        },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new MoneyConverter(),
            new IdJson(static (wrong, _) => new JsonException(wrong.Message, wrong)),
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false),
        },
    };

    /// <summary>A null is not written, so it may be missing where it is read.</summary>
    static void LetNullsBeMissing(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.IsRequired &= property.AssociatedParameter?.IsNullable != true;
            var isKept = property.Set is not null || property.AssociatedParameter is not null;
            if (isKept && !property.PropertyType.IsValueType && !property.IsGetNullable)
            {
                // Left out, a null that must not be would not be noticed.
                property.ShouldSerialize = static (_, _) => true;
            }
        }
    }

    /// <summary>A state, or a role's part of one, that lacks a member is not what this version keeps. A part may be
    /// missing whole: whoever wrote the snapshot did not know the role, so nothing has happened to it.</summary>
    static void WantWholeStates(JsonTypeInfo type)
    {
        if (type.Type.IsAssignableTo(typeof(IGrainState))
            || type.Type.IsAssignableTo(typeof(IRole))
            || type.Type == typeof(KeyIndex)
            || type.Type == typeof(Counters))
        {
            foreach (var property in type.Properties.Where(static property => property.Set is not null))
            {
                property.IsRequired = !property.PropertyType.IsAssignableTo(typeof(IRole)) && !IsNullable(property);
            }
        }
    }

    /// <summary>A message in a snapshot says by its name which one it is.</summary>
    static void NameMessages(JsonTypeInfo type)
    {
        if (type.Type == typeof(Message))
        {
            type.PolymorphismOptions = new() { TypeDiscriminatorPropertyName = "says" };
            foreach (var (message, says) in Messages)
            {
                type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(message, says));
            }
        }
    }

    static bool IsNullable(JsonPropertyInfo property) => property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : property.IsSetNullable;

    sealed class MoneyConverter : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            Money.FromFen(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Fen);
    }
}
