using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gongji.Ledger.Books;

/// <summary>Says at which sequence of a grain's journal a key stands. It keeps 16 bytes of the key's SHA-256 instead of
/// the key, so that a person can remember every operation of a life.</summary>
public sealed class KeyIndex
{
    /// <summary>Longer than the texts of nearly all keys.</summary>
    const int TextMax = 512;

    readonly Dictionary<UInt128, long> _sequences = [];

    /// <summary>The index as a snapshot keeps it, in the journal's order: equal indexes are written equally.</summary>
    public KeyAt[] Items
    {
        get => [.. _sequences.Select(static item => new KeyAt(item.Key, item.Value))
            .OrderBy(static item => item.Sequence).ThenBy(static item => item.Key)];
        init => _sequences = value.ToDictionary(static item => item.Key, static item => item.Sequence);
    }

    public long? Find(string key) => _sequences.TryGetValue(HashOf(key), out var sequence) ? sequence : null;

    public bool Has(string key) => _sequences.ContainsKey(HashOf(key));

    /// <exception cref="InvalidOperationException">The key stands there already: a broken journal.</exception>
    public void Add(string key, long sequence)
    {
        if (!_sequences.TryAdd(HashOf(key), sequence))
        {
            throw new InvalidOperationException($"{key} is recorded twice, the second time at {sequence}");
        }
    }

    public void Remove(string key)
    {
        if (!_sequences.Remove(HashOf(key)))
        {
            throw new InvalidOperationException($"{key} is not recorded");
        }
    }

    static UInt128 HashOf(string key)
    {
        var most = Encoding.UTF8.GetMaxByteCount(key.Length);
        Span<byte> text = most <= TextMax ? stackalloc byte[TextMax] : new byte[most];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..Encoding.UTF8.GetBytes(key, text)], hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}

public readonly record struct KeyAt(UInt128 Key, long Sequence);
