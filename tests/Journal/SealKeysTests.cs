using Gongji.Journal.Sealing;

namespace Gongji.Tests.Journal;

/// <summary>Whoever believes one key of a ledger can believe those before and after it.</summary>
public sealed class SealKeysTests
{
    static readonly Guid Ledger = Guid.Parse("00000000-0000-0000-0000-00000000000a");
    static readonly SealKey[] Keys = [SealKey.Random(), SealKey.Random(), SealKey.Random(), SealKey.Random()];

    static readonly SealKeys Three = SealKeys.Of(Keys[0].Public)
        .With(Keys[1], Keys[0], Ledger)
        .With(Keys[2], Keys[1], Ledger);

    [Fact]
    public void Keys_come_back_from_their_text_in_their_order()
    {
        var read = SealKeys.Parse($"{Three}", Ledger);

        Assert.Equal($"{Three}", $"{read}");
        Assert.Equal(Keys[2].Fingerprint, read.Newest.Fingerprint);
        Assert.Equal([0, 1, 2, -1], Keys.Select(key => read.PlaceOf(key.Fingerprint)));
    }

    public static TheoryData<string, string> Forgeries
    {
        get
        {
            var texts = $"{Three}".Split(' ');
            var two = SealKeys.Of(Keys[0].Public).With(Keys[1], Keys[0], Ledger);
            return new TheoryData<string, string>
            {
                { "nothing", "" },
                { "no key", "AAAA" },
                { "unsigned", $"{texts[0]} {Keys[1].Public}" },
                { "signed by itself alone", $"{two.With(Keys[3], Keys[3], Ledger)}" },
                { "signed by the first", $"{two.With(Keys[3], Keys[0], Ledger)}" },
                { "one left out", $"{texts[0]} {texts[2]}" },
                { "the first left out", $"{texts[1]} {texts[2]}" },
                { "another order", $"{texts[0]} {texts[2]} {texts[1]}" },
                { "of another ledger", $"{SealKeys.Of(Keys[0].Public).With(Keys[1], Keys[0], Guid.Empty)}" },
                { "half signed", $"{texts[0]} {texts[1][..texts[1].LastIndexOf(':')]}" },
                { "not its own word", $"{texts[0]} {texts[1].Split(':')[0]}:{texts[1].Split(':')[1]}:AAAA" },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void Keys_that_were_put_together_by_somebody_else_are_none(string how, string text) =>
        Assert.Equal(how, Record.Exception(() => SealKeys.Parse(text, Ledger)) is FormatException ? how : "taken");
}
