using System.Security.Cryptography;
using System.Text;
using Gongji.Journal.Entries;

namespace Gongji.Tests.Journal;

/// <summary>Ordinary things that a test is not about.</summary>
static class Some
{
    /// <summary>Has microseconds, because a store must keep them.</summary>
    public static readonly DateTimeOffset Time =
        new DateTimeOffset(2026, 3, 1, 8, 30, 0, TimeSpan.Zero).AddTicks(1234560);

    public static GrainKey Grain(string name) => GrainKey.Of(name);

    public static byte[] Hash(long seed) => SHA256.HashData(BitConverter.GetBytes(seed));

    public static Entry Entry(string grain, long sequence, string body = """{"fen":1}""") => new(
        Grain(grain),
        sequence,
        Time.AddSeconds(sequence),
        "person.settled.1",
        Operation: null,
        Digest: null,
        Actor: null,
        Encoding.UTF8.GetBytes(body),
        Hash(sequence));

    public static Entry[] Entries(string grain, int from, int to) =>
        [.. Enumerable.Range(from, to - from + 1).Select(sequence => Entry(grain, sequence))];

    public static ValueTask<List<Entry>> WholeJournal(IJournalStore store) =>
        store.ReadByGrain().Select(static placed => placed.Entry).ToListAsync();

    public static Batch Batch(params Entry[] entries) => new(entries, []);
}

static class Same
{
    /// <summary>Byte for byte; two records with equal arrays are not equal by themselves.</summary>
    public static void Entries(IEnumerable<Entry> expected, IEnumerable<Entry> actual) =>
        Assert.Equal(expected.Select(Line), actual.Select(Line));

    static string Line(Entry entry) =>
        $"{entry.Grain} {entry.Sequence} {entry.At:O} {entry.Kind} {entry.Operation ?? "-"} {entry.Digest ?? "-"} "
        + $"{entry.Actor ?? "-"} {Encoding.UTF8.GetString(entry.Body)} {Convert.ToHexString(entry.Hash)}";
}
