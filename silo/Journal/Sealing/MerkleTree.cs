using System.Security.Cryptography;
using Gongji.Journal.Entries;

namespace Gongji.Journal.Sealing;

/// <summary>One hash over many, in their order.</summary>
public static class MerkleTree
{
    const byte Leaf = 0;
    const byte Node = 1;

    /// <summary>SHA-256: of a leaf over a 0 byte and the hash, of two nodes over a 1 byte, the left one and the right
    /// one; whoever is left over goes up as it is. Of nothing it is SHA-256 of nothing.</summary>
    /// <param name="hashes">32 bytes each.</param>
    public static byte[] RootOf(IReadOnlyList<byte[]> hashes)
    {
        if (hashes.Count == 0)
        {
            return SHA256.HashData([]);
        }
        Span<byte> pair = stackalloc byte[1 + (2 * HashChain.Size)];
        var level = new byte[hashes.Count][];
        pair[0] = Leaf;
        for (var i = 0; i < level.Length; i++)
        {
            hashes[i].CopyTo(pair[1..]);
            level[i] = SHA256.HashData(pair[..(1 + HashChain.Size)]);
        }
        pair[0] = Node;
        for (var count = level.Length; count > 1; count = (count + 1) / 2)
        {
            for (var i = 0; i < count / 2; i++)
            {
                level[2 * i].CopyTo(pair[1..]);
                level[(2 * i) + 1].CopyTo(pair[(1 + HashChain.Size)..]);
                level[i] = SHA256.HashData(pair);
            }
            if (count % 2 == 1)
            {
                level[count / 2] = level[count - 1];
            }
        }
        return level[0];
    }
}
