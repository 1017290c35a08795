using System.Text.RegularExpressions;
using Gongji.Policy.Aid;
using Gongji.Policy.Areas;
using Gongji.Policy.Benefits;
using Gongji.Policy.Calendars;
using Gongji.Policy.Catalogues;
using Gongji.Policy.Payers;

namespace Gongji.Tests.Policy;

/// <summary>docs/POLICY-PACKS.md says what a pack may hold.</summary>
public sealed partial class PackPageTests
{
    static readonly string Page = File.ReadAllText(
        Path.Combine(ShippedPacks.Folder, "..", "..", "docs", "POLICY-PACKS.md"));

    public static TheoryData<string> Families => [.. RuleFamilies.All.Select(static family => family.Name)];

    public static TheoryData<Type> Lists =>
    [
        typeof(BenefitCare),
        typeof(PersonKind),
        typeof(AccountMode),
        typeof(RetireeGroup),
        typeof(Scheme),
        typeof(Reach),
        typeof(DeductiblePeriod),
        typeof(PayerKind),
        typeof(PayScope),
        typeof(Relation),
        typeof(AidFunction),
    ];

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_field_of_a_rule_stands_in_its_part_of_the_page(string name)
    {
        var family = RuleFamilies.All.Single(family => family.Name == name);
        string[] fields = [.. family.Selectors, .. family.Fields.Keys];
        var part = Part($"### `{name}`");

        var missing = fields.Where(field => !part.Contains($"`{field}`", StringComparison.Ordinal));
        var unknown = FirstCells(part, "field").Except(fields);

        Assert.Empty(missing);
        Assert.Empty(unknown);
    }

    [Fact]
    public void Every_field_of_an_item_of_the_catalogue_stands_on_the_page()
    {
        string[] fields = [CatalogueGroup.ExactKey, CatalogueGroup.PrefixKey, .. CatalogueGroup.ItemFields.Keys];

        var listed = FirstCells(Part("### `catalogue`"), "field");

        Assert.Equal(fields.Order(), listed.Order());
    }

    [Fact]
    public void Every_field_of_a_calendar_stands_on_the_page()
    {
        var part = Part($"### `{CalendarRule.Name}`");

        Assert.All(
            CalendarRule.Keys.Except(["source"]),
            key => Assert.Contains($"`{key}`", part, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_row_of_a_table_by_institution_stands_on_the_page()
    {
        var rows = FirstCells(Part("### `benefits`"), "row");

        Assert.Equal(Enum.GetValues<Tier>().Select(SnakeCase.Of).Order(), rows.Order());
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Every_word_that_a_field_may_hold_stands_on_the_page(Type words)
    {
        var missing = Enum.GetNames(words)
            .Select(SnakeCase.Of)
            .Where(static word => !Page.Contains($"`{word}`", StringComparison.Ordinal));

        Assert.Empty(missing);
    }

    static string Part(string heading)
    {
        var begin = Page.IndexOf(heading, StringComparison.Ordinal);
        Assert.True(begin >= 0, $"the page has no part {heading}");
        var end = Page.IndexOf("\n##", begin + heading.Length, StringComparison.Ordinal);
        return Page[begin..end];
    }

    /// <summary>The names in the first cells of a table, by what stands above them.</summary>
    static string[] FirstCells(string part, string heading)
    {
        var begin = part.IndexOf($"| {heading} |", StringComparison.Ordinal);
        return begin < 0 ? [] :
        [
            .. part[begin..].Split('\n')
                .TakeWhile(static line => line.StartsWith('|'))
                .SelectMany(static line => Name().Matches(line.Split('|')[1]))
                .Select(static name => name.Groups[1].Value),
        ];
    }

    [GeneratedRegex("`([a-z0-9_]+)`")]
    private static partial Regex Name();
}
