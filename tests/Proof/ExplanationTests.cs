using System.Text.RegularExpressions;
using Gongji.Proof.Reading;

namespace Gongji.Tests.Proof;

/// <summary>An auditor reads a settlement from start to end without knowing the program.</summary>
public sealed partial class ExplanationTests
{
    [Theory]
    [MemberData(nameof(Kinds))]
    [MemberData(nameof(Relatives))]
    [MemberData(nameof(Funders))]
    [MemberData(nameof(Pooled))]
    [MemberData(nameof(Around))]
    [MemberData(nameof(Undone))]
    public async Task Nothing_is_left_to_guess(string kind, string chinese, string english)
    {
        await using var ledger = await TestLedger.Start(
            time: new ManualTime(new DateTimeOffset(2026, 5, 20, 4, 0, 0, TimeSpan.Zero)));
        var receipt = await Settled(ledger, kind);

        var found = await Explainer.Explain(
            ledger.Store, TestLedger.Policies, receipt.Settlement, patient: null, CancellationToken.None);

        Assert.Equal(Replayed.SameFen, found!.Replayed);
        var zh = string.Join('\n', ExplanationText.Of(found, Language.Chinese));
        var en = string.Join('\n', ExplanationText.Of(found, Language.English));
        Assert.Contains(chinese, zh, StringComparison.Ordinal);
        Assert.Contains(english, en, StringComparison.Ordinal);
        Assert.DoesNotMatch(Raw(), Bracketed().Replace(zh, ""));
        Assert.DoesNotMatch(Raw(), Bracketed().Replace(en, ""));
        Assert.DoesNotMatch(Latin(), Bracketed().Replace(zh[zh.IndexOf('\n', StringComparison.Ordinal)..], ""));
        Assert.DoesNotMatch(Han(), Bracketed().Replace(en, ""));
        Assert.Equal(FiguresOf(zh), FiguresOf(en));
    }

    /// <summary>What only a program says: a placeholder, a code, an assignment.</summary>
    [GeneratedRegex(@"[{}=]|\w_\w|[a-z]\.[a-z]")]
    private static partial Regex Raw();

    /// <summary>The rule, its version and the code of a reason, for whoever looks them up.</summary>
    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Bracketed();

    static string[] FiguresOf(string said) => [.. Figures().Matches(said).Select(static match => match.Value).Order()];

    [GeneratedRegex(@"\d+\.\d\d")]
    private static partial Regex Figures();

    [GeneratedRegex("[a-z]")]
    private static partial Regex Latin();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Han();
}
