using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gongji.Journal;

/// <summary>Chains the entries of a grain: the hash of each covers the one before it and its own content.</summary>
public static class HashChain
{
    public const int Size = 32;

    /// <summary>What the first entry of a grain follows.</summary>
    public static readonly byte[] Genesis = new byte[Size];

    /// <summary>SHA-256 over the previous hash and, each behind its length as a 32-bit big-endian number, the grain, the
    /// sequence and the Unix time in microseconds (64-bit big-endian), kind, operation (length -1 when there is none)
    /// and body.</summary>
    public static byte[] Next(
        ReadOnlySpan<byte> previous,
        GrainKey grain,
        long sequence,
        DateTimeOffset at,
        string kind,
        string? operation,
        ReadOnlySpan<byte> body)
    {
        var names = (Text(grain.Value), Text(kind), Text(operation ?? ""));
        var text = names.Item1 + names.Item2 + names.Item3;
        Span<byte> head = stackalloc byte[1024];
        head = head[..(Size + 4 + 4 + 16 + 4 + 4 + 4 + text)];
        previous.CopyTo(head);
        var at1 = Size;
        at1 = Put(head, at1, grain.Value);
        BinaryPrimitives.WriteInt32BigEndian(head[at1..], 16);
        BinaryPrimitives.WriteInt64BigEndian(head[(at1 + 4)..], sequence);
        BinaryPrimitives.WriteInt64BigEndian(head[(at1 + 12)..], (at - DateTimeOffset.UnixEpoch).Ticks / 10);
        at1 = Put(head, at1 + 20, kind);
        at1 = Put(head, at1, operation);
        BinaryPrimitives.WriteInt32BigEndian(head[at1..], body.Length);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(head);
        sha.AppendData(body);
        return sha.GetHashAndReset();
    }

    static int Text(string text) => Encoding.UTF8.GetByteCount(text);

    static int Put(Span<byte> to, int at, string? text)
    {
        var length = text is null ? 0 : Encoding.UTF8.GetBytes(text, to[(at + 4)..]);
        BinaryPrimitives.WriteInt32BigEndian(to[at..], text is null ? -1 : length);
        return at + 4 + length;
    }
}
