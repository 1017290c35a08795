using System.Buffers.Binary;

namespace Gongji.Ledger.Books;

/// <summary>Hashes of keys in their order, each with the sequence at which it stands, as close together as they go: a
/// byte says how many bytes a sequence takes, then come the rows.</summary>
readonly struct KeyRows
{
    public static readonly KeyRows None = new([1]);

    const int HashSize = 16;

    readonly int _width;

    KeyRows(byte[] bytes)
    {
        Bytes = bytes;
        _width = bytes[0];
        Count = (bytes.Length - 1) / (HashSize + _width);
    }

    public byte[] Bytes { get; }

    public int Count { get; }

    /// <exception cref="FormatException">They are no rows in order, or not as close together as they go.</exception>
    public static KeyRows Of(byte[] bytes)
    {
        if (bytes is not [> 0 and <= sizeof(long), ..] || (bytes.Length - 1) % (HashSize + bytes[0]) != 0)
        {
            throw new FormatException("an index of keys has a length that none can have");
        }
        var rows = new KeyRows(bytes);
        var last = 0L;
        for (var n = 0; n < rows.Count; n++)
        {
            if ((n > 0 && rows.HashAt(n) <= rows.HashAt(n - 1)) || rows.SequenceAt(n) <= 0)
            {
                throw new FormatException("an index of keys is not in order");
            }
            last = Math.Max(last, rows.SequenceAt(n));
        }
        return WidthOf(last) == rows._width
            ? rows
            : throw new FormatException("an index of keys is not written as it would be");
    }

    public long? Find(UInt128 hash)
    {
        var at = PlaceOf(hash);
        return at < Count && HashAt(at) == hash ? SequenceAt(at) : null;
    }

    /// <summary>The same with more.</summary>
    /// <param name="more">None of their hashes is among the rows.</param>
    public KeyRows With(Dictionary<UInt128, long> more)
    {
        var added = more.OrderBy(static row => row.Key).ToArray();
        var writer = new Writer(Count + added.Length, Math.Max(_width, WidthOf(more.Values.DefaultIfEmpty(1).Max())));
        var at = 0;
        foreach (var (hash, sequence) in added)
        {
            for (; at < Count && HashAt(at) < hash; at++)
            {
                writer.Add(HashAt(at), SequenceAt(at));
            }
            writer.Add(hash, sequence);
        }
        for (; at < Count; at++)
        {
            writer.Add(HashAt(at), SequenceAt(at));
        }
        return writer.Rows;
    }

    /// <summary>The same without one of them.</summary>
    public KeyRows Without(UInt128 hash)
    {
        var (at, last) = (PlaceOf(hash), 1L);
        for (var n = 0; n < Count; n++)
        {
            last = n == at ? last : Math.Max(last, SequenceAt(n));
        }
        var writer = new Writer(Count - 1, WidthOf(last));
        for (var n = 0; n < Count; n++)
        {
            if (n != at)
            {
                writer.Add(HashAt(n), SequenceAt(n));
            }
        }
        return writer.Rows;
    }

    /// <summary>Where a hash stands, or would stand.</summary>
    int PlaceOf(UInt128 hash)
    {
        var (from, to) = (0, Count);
        while (from < to)
        {
            var middle = (from + to) >>> 1;
            (from, to) = HashAt(middle) < hash ? (middle + 1, to) : (from, middle);
        }
        return from;
    }

    UInt128 HashAt(int n) => BinaryPrimitives.ReadUInt128BigEndian(RowAt(n));

    long SequenceAt(int n)
    {
        var sequence = 0L;
        foreach (var part in RowAt(n)[HashSize..])
        {
            sequence = (sequence << 8) | part;
        }
        return sequence;
    }

    ReadOnlySpan<byte> RowAt(int n) => Bytes.AsSpan(1 + (n * (HashSize + _width)), HashSize + _width);

    static int WidthOf(long sequence) => (64 - long.LeadingZeroCount(sequence) + 7) / 8 is var width and > 0
        ? (int)width
        : 1;

    /// <summary>Writes rows one after another.</summary>
    struct Writer(int count, int width)
    {
        readonly byte[] _bytes = new byte[1 + (count * (HashSize + width))];
        int _at = 1;

        public void Add(UInt128 hash, long sequence)
        {
            BinaryPrimitives.WriteUInt128BigEndian(_bytes.AsSpan(_at), hash);
            _at += HashSize;
            for (var left = width - 1; left >= 0; left--)
            {
                _bytes[_at++] = (byte)((sequence >> (8 * left)) & byte.MaxValue);
            }
        }

        public readonly KeyRows Rows
        {
            get
            {
                _bytes[0] = (byte)width;
                return new KeyRows(_bytes);
            }
        }
    }
}
