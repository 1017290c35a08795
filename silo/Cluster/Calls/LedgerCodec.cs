using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Gongji.Journal.Codec;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;

namespace Gongji.Cluster;

/// <summary>Carries the ledger's commands and answers between processes in the format of the journal. They are
/// immutable: within a process nothing is copied.</summary>
/// <remarks>A field holds the name of the value's type and its UTF-8 JSON.</remarks>
[Alias("gongji")]
sealed class LedgerCodec : IGeneralizedCodec, IGeneralizedCopier, ITypeFilter
{
    const uint TypeField = 0;
    const uint JsonField = 1;

    public bool IsSupportedType(Type type) => type == typeof(LedgerCodec) || IsOfLedger(type);

    public void WriteField<TBufferWriter>(
        ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, [AllowNull] object value)
        where TBufferWriter : IBufferWriter<byte>
    {
        if (ReferenceCodec.TryWriteReferenceField(ref writer, fieldIdDelta, expectedType, value))
        {
            return;
        }
        var type = value.GetType();
        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(LedgerCodec), WireType.TagDelimited);
        ReferenceCodec.MarkValueField(writer.Session);
        writer.WriteFieldHeaderExpected(TypeField, WireType.LengthPrefixed);
        writer.Session.TypeCodec.WriteLengthPrefixed(ref writer, type);
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type, LedgerJson.Options);
        ReferenceCodec.MarkValueField(writer.Session);
        writer.WriteFieldHeaderExpected(JsonField - TypeField, WireType.LengthPrefixed);
        writer.WriteVarUInt32((uint)json.Length);
        writer.Write(json);
        writer.WriteEndObject();
    }

    public object? ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.IsReference)
        {
            return ReferenceCodec.ReadReference(ref reader, field.FieldType);
        }
        field.EnsureWireTypeTagDelimited();
        var place = ReferenceCodec.CreateRecordPlaceholder(reader.Session);
        Type? type = null;
        object? value = null;
        for (var id = 0u; reader.ReadFieldHeader() is { IsEndBaseOrEndObject: false } part;)
        {
            id += part.FieldIdDelta;
            if (id == TypeField)
            {
                ReferenceCodec.MarkValueField(reader.Session);
                type = reader.Session.TypeCodec.ReadLengthPrefixed(ref reader);
            }
            else if (id == JsonField && type is not null && IsOfLedger(type))
            {
                ReferenceCodec.MarkValueField(reader.Session);
                var json = reader.ReadBytes(reader.ReadVarUInt32());
                value = JsonSerializer.Deserialize(json, type, LedgerJson.Options);
            }
            else
            {
                throw new InvalidDataException($"a message has field {id} of {type?.Name ?? "no type"}");
            }
        }
        ReferenceCodec.RecordObject(reader.Session, value!, place);
        return value;
    }

    public object? DeepCopy(object? input, CopyContext context) => input;

    public bool? IsTypeAllowed(Type type) => IsSupportedType(type) ? true : null;

    static bool IsOfLedger(Type type) =>
        type.Assembly == typeof(IGrains).Assembly
        && !type.IsAbstract
        && !typeof(Exception).IsAssignableFrom(type);
}
