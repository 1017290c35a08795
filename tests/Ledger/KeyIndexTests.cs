using System.Globalization;
using FsCheck.Xunit;
using Gongji.Ledger.Books;

namespace Gongji.Tests.Ledger;

public sealed class KeyIndexTests
{
    /// <summary>More than are put in their places at once, several times over.</summary>
    const int Many = 1_000;

    [Property]
    public void It_says_of_each_key_what_a_dictionary_says(int[] numbers)
    {
        var (index, should) = (new KeyIndex(), new Dictionary<string, long>());
        foreach (var (n, number) in Spread(numbers).Index())
        {
            var key = Key(number);
            if (should.Remove(key))
            {
                index.Remove(key);
            }
            else
            {
                index.Add(key, Sequence(n));
                should.Add(key, Sequence(n));
            }
        }

        foreach (var number in Spread(numbers).Append(-1))
        {
            var found = index.Find(Key(number));
            Assert.Equal(should.TryGetValue(Key(number), out var sequence) ? sequence : null, found);
            Assert.Equal(found is not null, index.Has(Key(number)));
        }
    }

    [Property]
    public void However_it_came_about_it_is_kept_in_the_same_bytes(int[] numbers, int seed)
    {
        var keys = Spread(numbers).Distinct().ToArray();
        var (one, other) = (new KeyIndex(), new KeyIndex());
        foreach (var (n, number) in keys.Index())
        {
            one.Add(Key(number), Sequence(n));
        }
        other.Add("passing", long.MaxValue);
        foreach (var (n, number) in keys.Index().OrderBy(each => (each.Item ^ seed) * 31))
        {
            other.Add(Key(number), Sequence(n));
        }
        other.Remove("passing");
        var again = new KeyIndex { Rows = one.Rows };

        Assert.Equal(one.Rows, other.Rows);
        Assert.Equal(one.Rows, again.Rows);
        Assert.All(keys, number => Assert.Equal(one.Find(Key(number)), again.Find(Key(number))));
    }

    [Fact]
    public void A_key_takes_sixteen_bytes_and_what_the_longest_sequence_takes()
    {
        var index = new KeyIndex();
        for (var n = 1; n <= Many; n++)
        {
            index.Add(Key(n), n);
        }
        var rows = index.Rows.Length;
        index.Add("later", 1L << 40);

        Assert.Equal(1 + (Many * (16 + 2)), rows);
        Assert.Equal(1 + ((Many + 1) * (16 + 6)), index.Rows.Length);
        Assert.Equal(1L << 40, index.Find("later"));
        index.Remove("later");
        Assert.Equal(rows, index.Rows.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Many)]
    public void A_key_that_is_recorded_twice_or_taken_away_twice_is_a_broken_journal(int keys)
    {
        var index = new KeyIndex();
        for (var n = 1; n <= keys; n++)
        {
            index.Add(Key(n), n);
        }

        Assert.Throws<InvalidOperationException>(() => index.Add(Key(1), keys + 1));
        index.Remove(Key(1));
        Assert.Throws<InvalidOperationException>(() => index.Remove(Key(1)));
        index.Add(Key(1), keys + 1);
        Assert.Equal(keys + 1, index.Find(Key(1)));
    }

    public static TheoryData<string, byte[]> Damaged => new()
    {
        { "nothing at all", [] },
        { "sequences of no bytes", [0] },
        { "sequences of nine bytes", [9] },
        { "half a row", [1, .. Hash(1), 7, .. Hash(2)] },
        { "a sequence of nothing", [1, .. Hash(1), 0] },
        { "a sequence below nothing", [8, .. Hash(1), 255, 0, 0, 0, 0, 0, 0, 0] },
        { "a hash twice", [1, .. Hash(1), 7, .. Hash(1), 8] },
        { "hashes out of order", [1, .. Hash(2), 7, .. Hash(1), 8] },
        { "wider than it has to be", [2, .. Hash(1), 0, 7] },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void What_no_index_was_kept_as_is_none(string what, byte[] rows) =>
        Assert.True(Record.Exception(() => new KeyIndex { Rows = rows }) is FormatException, what);

    static byte[] Hash(byte last) => [.. new byte[15], last];

    /// <summary>Few numbers that come again, and many that do not.</summary>
    static IEnumerable<int> Spread(int[] numbers) =>
        numbers.SelectMany(static number => Enumerable.Range(Math.Abs(number % Many), 1 + Math.Abs(number % 40)));

    static string Key(int number) => number.ToString(CultureInfo.InvariantCulture);

    static long Sequence(int n) => 1 + ((long)n * n * n);
}
