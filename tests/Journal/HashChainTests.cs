using System.Text;
using Gongji.Journal.Entries;

namespace Gongji.Tests.Journal;

public sealed class HashChainTests
{
    static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"fen":1}""");

    [Fact]
    public void The_hash_of_a_known_entry_never_changes()
    {
        var hash = Hash();

        Assert.Equal(
            "7db258a4afe9a83e3011a7643b0b64566c5a0c4eecda8e25daf7101a45ea29cf",
            Convert.ToHexStringLower(hash));
    }

    [Fact]
    public void A_change_of_any_field_changes_the_hash()
    {
        var other = Hash(grain: "person/0");
        byte[][] hashes =
        [
            Hash(),
            Hash(previous: other),
            Hash(grain: "person/2"),
            Hash(sequence: 2),
            Hash(at: Some.Time.AddMicroseconds(1)),
            Hash(kind: "person.settled.2"),
            Hash(operation: "H61/2207/2"),
            Hash(operation: ""),
            Hash(operation: null),
            Hash(digest: "d2"),
            Hash(digest: null),
            Hash(actor: """{"role":"insured"}"""),
            Hash(actor: ""),
            Hash(body: """{"fen":2}"""),
            Hash(body: ""),
        ];

        Assert.Equal(hashes.Length, hashes.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void A_change_of_any_bit_of_the_body_changes_the_hash()
    {
        var seen = new HashSet<string> { Convert.ToHexString(Hash()) };

        for (var bit = 0; bit < Body.Length * 8; bit++)
        {
            byte[] changed = [.. Body];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            var hash = HashChain.Next(
                HashChain.Genesis,
                Some.Grain("person/1"),
                1,
                Some.Time,
                "person.settled.1",
                "H61/2207/1",
                "d1",
                "{}",
                changed);
            Assert.True(seen.Add(Convert.ToHexString(hash)));
        }
    }

    [Fact]
    public void Text_moved_from_one_field_to_the_next_changes_the_hash()
    {
        var left = Hash(grain: "person/1a", kind: "b.1");
        var right = Hash(grain: "person/1", kind: "ab.1");

        Assert.NotEqual(left, right);
    }

    [Fact]
    public void A_previous_hash_of_another_length_is_a_bug()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Hash(previous: new byte[31]));
    }

    static byte[] Hash(
        byte[]? previous = null,
        string grain = "person/1",
        long sequence = 1,
        DateTimeOffset? at = null,
        string kind = "person.settled.1",
        string? operation = "H61/2207/1",
        string? digest = "d1",
        string? actor = null,
        string body = """{"fen":1}""") =>
        HashChain.Next(
            previous ?? HashChain.Genesis,
            Some.Grain(grain),
            sequence,
            at ?? Some.Time,
            kind,
            operation,
            digest,
            actor,
            Encoding.UTF8.GetBytes(body));
}
