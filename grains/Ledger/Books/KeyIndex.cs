using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gongji.Ledger.Books;

/// <summary>Says at which sequence of a grain's journal a key stands. It keeps 16 bytes of the key's SHA-256 instead of
/// the key, so that a person can remember every operation of a life. Fewer would not do: callers choose what many keys
/// are made of, and whoever made two that are kept alike would have the ledger take one for the other.</summary>
/// <remarks>Most keys lie in order, without room between them; the newest lie apart until they are worth being put in
/// their places.</remarks>
public sealed class KeyIndex
{
    /// <summary>Longer than the texts of nearly all keys.</summary>
    const int TextMax = 512;

    /// <summary>So many newest ones are always worth it.</summary>
    const int NewMax = 32;

    /// <summary>Where many lie in order, one in so many may be new.</summary>
    const int NewShare = 16;

    KeyRows _rows = KeyRows.None;
    Dictionary<UInt128, long>? _new;

    /// <summary>The index as a snapshot keeps it: equal indexes are written equally.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public byte[] Rows
    {
        get
        {
            PutInPlace();
            return _rows.Bytes;
        }
        init => _rows = KeyRows.Of(value);
    }

    public long? Find(string key) => Find(HashOf(key));

    public bool Has(string key) => Find(key) is not null;

    /// <exception cref="InvalidOperationException">The key stands there already: a broken journal.</exception>
    public void Add(string key, long sequence)
    {
        var hash = HashOf(key);
        if (Find(hash) is not null)
        {
            throw new InvalidOperationException($"{key} is recorded twice, the second time at {sequence}");
        }
        (_new ??= []).Add(hash, sequence);
        if (_new.Count > NewMax + (_rows.Count / NewShare))
        {
            PutInPlace();
        }
    }

    /// <exception cref="InvalidOperationException">The key does not stand there: a broken journal.</exception>
    public void Remove(string key)
    {
        var hash = HashOf(key);
        if (_new?.Remove(hash) == true)
        {
            return;
        }
        _rows = _rows.Find(hash) is not null
            ? _rows.Without(hash)
            : throw new InvalidOperationException($"{key} is not recorded");
    }

    long? Find(UInt128 hash) =>
        _new is not null && _new.TryGetValue(hash, out var sequence) ? sequence : _rows.Find(hash);

    void PutInPlace()
    {
        if (_new is not null)
        {
            _rows = _rows.With(_new);
            _new = null;
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
