using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gongji.Journal.Entries;

/// <summary>Chains the entries of a grain: the hash of each covers the one before it and its own content.</summary>
public static class HashChain
{
    public const int Size = 32;

    /// <summary>What the first entry of a grain follows.</summary>
    public static readonly byte[] Genesis = new byte[Size];

    /// <summary>SHA-256 over the previous hash and, each behind its length as a 32-bit big-endian number, the grain,
    /// the sequence and the Unix time in microseconds (two 64-bit big-endian numbers together), kind, operation and its
    /// digest (length -1 when there is none), body and, only where there is one, the actor.</summary>
    public static byte[] Next(
        ReadOnlySpan<byte> previous,
        GrainKey grain,
        long sequence,
        DateTimeOffset at,
        string kind,
        string? operation,
        string? digest,
        string? actor,
        ReadOnlySpan<byte> body)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(previous.Length, Size);
        var names = grain.Value.Length + kind.Length + (operation?.Length ?? 0) + (digest?.Length ?? 0)
            + (actor?.Length ?? 0);
        var most = Size + (7 * sizeof(int)) + (2 * sizeof(long)) + Encoding.UTF8.GetMaxByteCount(names) + body.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(most);
        var to = new Writer(buffer);
        to.Raw(previous);
        to.Text(grain.Value);
        to.Numbers(sequence, JournalTime.Microseconds(at));
        to.Text(kind);
        to.Text(operation);
        to.Text(digest);
        to.Bytes(body);
        if (actor is not null)
        {
            to.Text(actor);
        }
        var hash = SHA256.HashData(buffer.AsSpan(0, to.Length));
        ArrayPool<byte>.Shared.Return(buffer);
        return hash;
    }

    /// <summary>The hash that an entry has to have behind the given one.</summary>
    public static byte[] NextOf(ReadOnlySpan<byte> previous, Entry entry) =>
        Next(
            previous,
            entry.Grain,
            entry.Sequence,
            entry.At,
            entry.Kind,
            entry.Operation,
            entry.Digest,
            entry.Actor,
            entry.Body);

    /// <summary>Whether an entry is what it was when it was written behind the one with a hash, of whatever length that
    /// is.</summary>
    public static bool Holds(byte[] previous, Entry entry) =>
        previous.Length == Size && NextOf(previous, entry).AsSpan().SequenceEqual(entry.Hash);

    ref struct Writer(Span<byte> to)
    {
        readonly Span<byte> _to = to;

        public int Length { get; private set; }

        public void Raw(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_to[Length..]);
            Length += bytes.Length;
        }

        public void Bytes(ReadOnlySpan<byte> bytes)
        {
            Count(bytes.Length);
            Raw(bytes);
        }

        public void Text(string? text)
        {
            var length = text is null ? 0 : Encoding.UTF8.GetBytes(text, _to[(Length + sizeof(int))..]);
            Count(text is null ? -1 : length);
            Length += length;
        }

        public void Numbers(long first, long second)
        {
            Count(2 * sizeof(long));
            BinaryPrimitives.WriteInt64BigEndian(_to[Length..], first);
            BinaryPrimitives.WriteInt64BigEndian(_to[(Length + sizeof(long))..], second);
            Length += 2 * sizeof(long);
        }

        void Count(int length)
        {
            BinaryPrimitives.WriteInt32BigEndian(_to[Length..], length);
            Length += sizeof(int);
        }
    }
}
