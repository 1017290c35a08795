using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gongji.Journal.Entries;

namespace Gongji.Journal.Sealing;

/// <summary>What a snapshot's seal shows to whoever has the key.</summary>
public enum SnapshotHolds
{
    /// <summary>It is as a silo of the ledger wrote it.</summary>
    Yes,

    /// <summary>It is of another shape or key: an earlier version wrote it, or one before the key was replaced.
    /// </summary>
    IsOfAnother,

    /// <summary>Nobody wrote it like this who has the key.</summary>
    No,
}

/// <summary>Seals snapshots, so that only what a silo of the ledger wrote is ever gone on from.</summary>
/// <remarks>An activation checks one in the time that it has for its reading, so it is a code of authentication (HMAC
/// over SHA-256, RFC 2104) and no signature: whoever has the public key alone compares a snapshot with the journal.
/// </remarks>
public sealed class SnapshotSealer(Guid ledger, SealKey key)
{
    /// <summary>Raised when a state is kept in another shape, or a member of it means something else: what an earlier
    /// version wrote then counts as none. A new role makes none unreadable.</summary>
    const string ShapeVersion = "2:";

    /// <summary>Whether a snapshot is kept in the shape of this version.</summary>
    public static bool IsOfThisShape(Snapshot snapshot) =>
        snapshot.Seal.StartsWith(ShapeVersion, StringComparison.Ordinal);

    /// <returns>The snapshot with its seal: the version of the shape, the fingerprint of the key and the code, a colon
    /// between two.</returns>
    public Snapshot Seal(Snapshot snapshot) => snapshot with
    {
        Seal = $"{Maker}{Convert.ToHexStringLower(CodeOf(snapshot))}",
    };

    public SnapshotHolds Check(Snapshot snapshot)
    {
        if (!snapshot.Seal.StartsWith(Maker, StringComparison.Ordinal))
        {
            return SnapshotHolds.IsOfAnother;
        }
        // In the same time wherever they differ.
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Seal(snapshot).Seal), Encoding.UTF8.GetBytes(snapshot.Seal))
            ? SnapshotHolds.Yes
            : SnapshotHolds.No;
    }

    string Maker => $"{ShapeVersion}{key.Fingerprint}:";

    /// <summary>Over version and fingerprint as the seal has them, ledger (16 bytes), sequence (8 bytes, big-endian),
    /// hash of the entry (32 bytes), grain, ended by a zero byte, and body.</summary>
    byte[] CodeOf(Snapshot snapshot)
    {
        Span<byte> sequence = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(sequence, snapshot.Sequence);
        using var code = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.ForSnapshots);
        code.AppendData(Encoding.UTF8.GetBytes(Maker));
        code.AppendData(ledger.ToByteArray(bigEndian: true));
        code.AppendData(sequence);
        code.AppendData(snapshot.Hash);
        code.AppendData(Encoding.UTF8.GetBytes($"{snapshot.Grain.Value}\0"));
        code.AppendData(snapshot.Body);
        return code.GetHashAndReset();
    }
}
