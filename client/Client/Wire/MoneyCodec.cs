using System.Buffers;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.WireProtocol;

namespace Gongji.Client.Wire;

/// <summary>An amount crosses as a number of fen, and is checked where it arrives.</summary>
[RegisterSerializer]
sealed class MoneyCodec : IFieldCodec<Money>
{
    public void WriteField<TBufferWriter>(
        ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, Money value)
        where TBufferWriter : IBufferWriter<byte>
    {
        ReferenceCodec.MarkValueField(writer.Session);
        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(Money), WireType.VarInt);
        writer.WriteVarUInt64((ulong)value.Fen);
    }

    public Money ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        ReferenceCodec.MarkValueField(reader.Session);
        field.EnsureWireType(WireType.VarInt);
        var fen = reader.ReadVarUInt64();
        return fen <= (ulong)Money.Largest.Fen
            ? Money.FromFen((long)fen)
            : throw new FormatException("a message has an amount that is none");
    }
}
