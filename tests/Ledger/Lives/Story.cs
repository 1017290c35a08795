using FsCheck;
using FsCheck.Fluent;

namespace Gongji.Tests.Ledger.Lives;

/// <summary>What may happen to one of two spouses.</summary>
public enum Deed
{
    Settle,
    Reverse,
    SettleAgain,
    Credit,
    BecomeAnother,
    Move,
    Suspend,
    Resume,
    End,
    Bind,
    Unbind,
    DaysPass,
}

/// <summary>Something that happens.</summary>
/// <param name="Who">To which of the two.</param>
/// <param name="Number">Says how much, where to or which; every deed takes any.</param>
public sealed record Happening(Deed Deed, int Who, int Number);

/// <summary>A life of two, from the day on which both are employees in Xi'an with a network each.</summary>
public sealed record Story(Happening[] All)
{
    public override string ToString() => string.Join('\n', All.Select(static each => $"{each}"));
}

/// <summary>Makes stories, mostly of settlements, and shortens one that went wrong.</summary>
public static class Stories
{
    static readonly Gen<Deed> AnyDeed = Gen.Frequency(
        (6, Gen.Constant(Deed.Settle)),
        (2, Gen.Constant(Deed.Reverse)),
        (2, Gen.Constant(Deed.SettleAgain)),
        (3, Gen.Constant(Deed.Bind)),
        (7, Gen.Elements(Enum.GetValues<Deed>())));

    static readonly Gen<Happening> AnyHappening =
        from deed in AnyDeed
        from who in Gen.Choose(0, 1)
        from number in Gen.Choose(0, 3_000)
        select new Happening(deed, who, number);

    static readonly Gen<Story> AnyStory =
        from length in Gen.Choose(5, 60)
        from all in AnyHappening.ArrayOf(length)
        select new Story(all);

    public static Arbitrary<Story> Any() => Arb.From(AnyStory, Shorter);

    static IEnumerable<Story> Shorter(Story story)
    {
        for (var cut = story.All.Length / 2; cut > 0; cut /= 2)
        {
            for (var at = 0; at + cut <= story.All.Length; at += cut)
            {
                yield return new Story([.. story.All[..at], .. story.All[(at + cut)..]]);
            }
        }
    }
}
