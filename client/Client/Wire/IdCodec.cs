using System.Buffers;
using System.Text;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;

namespace Gongji.Client.Wire;

/// <summary>An id crosses as its text, and is checked where it arrives.</summary>
sealed class IdCodec<TId> : IFieldCodec<TId> where TId : struct, IId<TId>
{
    public void WriteField<TBufferWriter>(
        ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, TId value)
        where TBufferWriter : IBufferWriter<byte>
    {
        ReferenceCodec.MarkValueField(writer.Session);
        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(TId), WireType.LengthPrefixed);
        var length = Encoding.UTF8.GetByteCount(value.Value);
        writer.WriteVarUInt32((uint)length);
        StringCodec.WriteRaw(ref writer, value.Value, length);
    }

    public TId ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        ReferenceCodec.MarkValueField(reader.Session);
        field.EnsureWireType(WireType.LengthPrefixed);
        return TId.Of(StringCodec.ReadRaw(ref reader, reader.ReadVarUInt32()));
    }
}

/// <summary>Gives every kind of id its codec.</summary>
sealed class IdCodecs : ISpecializableCodec
{
    public bool IsSupportedType(Type type) =>
        type.IsValueType
        && type.GetInterfaces().Any(each => each.IsGenericType && each.GetGenericTypeDefinition() == typeof(IId<>));

    public IFieldCodec GetSpecializedCodec(Type type) =>
        (IFieldCodec)Activator.CreateInstance(typeof(IdCodec<>).MakeGenericType(type))!;
}
