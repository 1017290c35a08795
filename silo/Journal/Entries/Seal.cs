using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gongji.Journal.Entries;

/// <summary>The seal of one commit. The seals of a lane are a chain: whoever takes a commit away, adds one, or changes
/// what was in it, breaks it.</summary>
/// <param name="Chain">32 hexadecimal digits, made at random when the chain was begun: by each lane of each process,
/// and anew when it is not known whether the last commit was written.</param>
/// <param name="Number">1, 2, 3 … in its chain.</param>
/// <param name="Count">How many entries the commit has.</param>
/// <param name="Root">The root of the Merkle tree over their hashes, in the order of the commit; 32 bytes.</param>
/// <param name="Previous">The hash of the seal before it; of the first one 32 zero bytes.</param>
/// <param name="Follows">Heads of other chains (<see cref="SealHead.Text"/>): with the first seal of a chain those that
/// it found and nobody had named, later now and then those of the lanes beside it; else empty.</param>
/// <param name="Key">Fingerprint of the key that it is signed with.</param>
/// <param name="Signature">ECDSA over P-256 of the digest <see cref="HashIn"/>: r and s, 64 bytes.</param>
/// <remarks>What a database says may have been changed: no text and no length is relied on here.</remarks>
public sealed record Seal(
    string Chain, long Number, long Count, byte[] Root, byte[] Previous, string Follows, string Key, byte[] Signature)
{
    /// <summary>SHA-256 over the ledger's id (16 bytes), the number of the database in its journal, chain, number and
    /// count, root, the hash before it, SHA-256 of the heads that it names, and the fingerprint of the key. Numbers are
    /// 8 bytes, big-endian, texts UTF-8.</summary>
    public byte[] HashIn(SealedBook book) => SHA256.HashData((byte[])
    [
        .. book.Ledger.ToByteArray(bigEndian: true),
        .. Bytes(book.Database),
        .. Encoding.UTF8.GetBytes(Chain),
        .. Bytes(Number),
        .. Bytes(Count),
        .. Root,
        .. Previous,
        .. SHA256.HashData(Encoding.UTF8.GetBytes(Follows)),
        .. Encoding.UTF8.GetBytes(Key),
    ]);

    /// <summary>The seal as the head of its chain.</summary>
    public SealHead HeadIn(SealedBook book) => SealHead.Of(this, HashIn(book));

    static byte[] Bytes(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}

/// <summary>Where seals stand, which they cover: a copy in the place of another does not hold.</summary>
/// <param name="Database">1, 2, 3 … in the journal.</param>
public readonly record struct SealedBook(Guid Ledger, int Database);

/// <summary>A commit as a store has it.</summary>
/// <param name="Last">The place of its last entry.</param>
/// <param name="Hashes">Of its entries, in order.</param>
/// <param name="Seal">Null when it has none.</param>
public sealed record SealedCommit(JournalPosition Last, IReadOnlyList<byte[]> Hashes, Seal? Seal);
