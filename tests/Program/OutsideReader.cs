using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gongji.Tests.Program;

/// <summary>Reads and checks an exported journal as docs/EXPORT.md tells it, with nothing of the ledger's own.
/// </summary>
sealed class OutsideReader
{
    readonly JsonElement[] _lines;
    readonly Guid _ledger;
    readonly List<(string Fingerprint, ECDsa Key)> _keys = [];
    int _lastDatabase;
    int _key;
    readonly Dictionary<string, (long Sequence, byte[] Hash)> _grains = [];
    readonly Dictionary<(int Database, string Chain), (long Number, string Hash)> _heads = [];
    readonly HashSet<string> _seals = [];

    OutsideReader(string text)
    {
        _lines = [.. text.TrimEnd('\n').Split('\n').Select(static line => JsonDocument.Parse(line).RootElement)];
        _ledger = Header.GetProperty("ledger").GetGuid();
        var texts = TextOf(Header, "sealKeys").Split(' ');
        foreach (var (place, parts) in texts.Select(static text => text.Split(':')).Index())
        {
            var (key, bytes) = (ECDsa.Create(), Convert.FromBase64String(parts[0]));
            key.ImportSubjectPublicKeyInfo(bytes, out _);
            _keys.Add((Hex(SHA256.HashData(bytes))[..32], key));
            var all = string.Join(' ', texts[..(place + 1)].Select(static text => text.Split(':')[0]));
            var statement = SHA256.HashData(
                [.. "gongji.seal_key"u8, .. _ledger.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(all)]);
            foreach (var (signer, signature) in _keys.TakeLast(2).Zip(parts[1..]))
            {
                Assert.True(signer.Key.VerifyHash(statement, Convert.FromBase64String(signature)));
            }
            Assert.Equal(place == 0 ? 1 : 3, parts.Length);
        }
    }

    /// <summary>How many keys it was sealed with.</summary>
    public int Keys => _keys.Count;

    public JsonElement Header => _lines[0];

    public IReadOnlyList<JsonElement> Entries =>
        [.. _lines[1..^1].SelectMany(static line => line.GetProperty("entries").EnumerateArray())];

    /// <summary>The chain of the first commit.</summary>
    public string Chain => TextOf(_lines[1].GetProperty("seal"), "chain");

    public static async Task<OutsideReader> Open(string file) => new(await File.ReadAllTextAsync(file, Encoding.UTF8));

    /// <summary>Everything that the page says of a file holds.</summary>
    public void Check()
    {
        Assert.Equal("gongji.journal.1", TextOf(Header, "format"));
        var databases = _lines[1..^1].Select(static line => line.GetProperty("database").GetInt32()).ToArray();
        Assert.Equal(databases.Order(), databases);
        Assert.All(databases, database => Assert.InRange(database, 1, Header.GetProperty("databases").GetInt32()));
        foreach (var line in _lines[1..^1])
        {
            CheckCommit(line);
        }
        var (footer, count) = (_lines[^1], Header.GetProperty("databases").GetInt32());
        Assert.Equal(_lines.Length - 2, footer.GetProperty("commits").GetInt64());
        Assert.Equal(Entries.Count, footer.GetProperty("entries").GetInt64());
        var heads = Enumerable.Range(1, count).Select(database => _heads
            .Where(head => head.Key.Database == database)
            .Select(static head => $"{head.Key.Chain}:{head.Value.Number}:{head.Value.Hash}")
            .Order(StringComparer.Ordinal));
        var told = footer.GetProperty("heads").EnumerateArray()
            .Select(static of => of.EnumerateArray().Select(static head => head.GetString()!));
        Assert.Equal(heads, told);
    }

    void CheckCommit(JsonElement line)
    {
        var database = line.GetProperty("database").GetInt32();
        var hashes = new List<byte[]>();
        foreach (var entry in line.GetProperty("entries").EnumerateArray())
        {
            CheckEntry(entry, database);
            hashes.Add(BytesOf(entry, "hash"));
        }
        var seal = line.GetProperty("seal");
        Assert.Equal(hashes.Count, seal.GetProperty("count").GetInt64());
        Assert.Equal(Hex(RootOf(hashes)), TextOf(seal, "root"));
        var place = (database, TextOf(seal, "chain"));
        var (number, previous) = _heads.GetValueOrDefault(place, (0, Hex(new byte[32])));
        Assert.Equal(number + 1, seal.GetProperty("number").GetInt64());
        Assert.Equal(previous, TextOf(seal, "previous"));
        Assert.All(
            TextOf(seal, "follows").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            head => Assert.Contains(head, _seals));
        var hash = HashOf(seal, database);
        var key = _keys.FindIndex(key => key.Fingerprint == TextOf(seal, "key"));
        _key = _lastDatabase == database ? _key : 0;
        Assert.InRange(key, _key, int.MaxValue);
        Assert.True(_keys[key].Key.VerifyHash(hash, BytesOf(seal, "signature")));
        (_lastDatabase, _key) = (database, key);
        _heads[place] = (number + 1, Hex(hash));
        _seals.Add($"{place.Item2}:{number + 1}:{Hex(hash)}");
    }

    void CheckEntry(JsonElement entry, int database)
    {
        var grain = TextOf(entry, "grain");
        var fnv = grain.Aggregate(2166136261u, static (hash, c) => unchecked((hash ^ c) * 16777619u));
        Assert.Equal((uint)database - 1, fnv % Header.GetProperty("databases").GetUInt32());
        var (sequence, before) = _grains.GetValueOrDefault(grain, (0, new byte[32]));
        Assert.Equal(sequence + 1, entry.GetProperty("sequence").GetInt64());
        byte[] bytes =
        [
            .. before,
            .. Counted(grain),
            .. Length(16), .. Number(sequence + 1), .. Number(entry.GetProperty("at").GetInt64()),
            .. Counted(TextOf(entry, "kind")),
            .. Counted(entry.GetProperty("operation").GetString()),
            .. Counted(entry.GetProperty("digest").GetString()),
            .. Counted(TextOf(entry, "body")),
            .. entry.GetProperty("actor").GetString() is { } actor ? Counted(actor) : [],
        ];
        Assert.Equal(Hex(SHA256.HashData(bytes)), TextOf(entry, "hash"));
        _grains[grain] = (sequence + 1, BytesOf(entry, "hash"));
    }

    byte[] HashOf(JsonElement seal, int database) => SHA256.HashData(
    [
        .. _ledger.ToByteArray(bigEndian: true),
        .. Number(database),
        .. Encoding.UTF8.GetBytes(TextOf(seal, "chain")),
        .. Number(seal.GetProperty("number").GetInt64()),
        .. Number(seal.GetProperty("count").GetInt64()),
        .. BytesOf(seal, "root"),
        .. BytesOf(seal, "previous"),
        .. SHA256.HashData(Encoding.UTF8.GetBytes(TextOf(seal, "follows"))),
        .. Encoding.UTF8.GetBytes(TextOf(seal, "key")),
    ]);

    static byte[] RootOf(IReadOnlyList<byte[]> hashes)
    {
        var level = hashes.Select(static hash => SHA256.HashData([0, .. hash])).ToArray();
        while (level.Length > 1)
        {
            level = [.. level.Chunk(2).Select(static pair => pair.Length == 1
                ? pair[0]
                : SHA256.HashData([1, .. pair[0], .. pair[1]]))];
        }
        return level.Length == 0 ? SHA256.HashData([]) : level[0];
    }

    static byte[] Counted(string? text) => text is null
        ? Length(-1)
        : [.. Length(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    static byte[] Length(int length)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        return bytes;
    }

    static byte[] Number(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }

    static string TextOf(JsonElement of, string member) => of.GetProperty(member).GetString()!;

    static byte[] BytesOf(JsonElement of, string member) => Convert.FromHexString(TextOf(of, member));

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
