using System.Reflection;
using System.Text.RegularExpressions;
using Gongji.Admin;
using Gongji.Border;

namespace Gongji.Tests.Shape;

public sealed partial class WordTests
{
    /// <summary>Where refusals are declared.</summary>
    internal static readonly Assembly[] Refusing =
        [typeof(Refusal).Assembly, typeof(GatewayOptions).Assembly, typeof(AdminSetup).Assembly];

    [Fact]
    public void Every_refusal_says_itself_in_Chinese_and_in_English()
    {
        var texts = Refusing.SelectMany(RefusalTexts.Of).ToArray();

        Assert.All(texts, static said => Assert.True(Chinese().IsMatch(said.Value.Chinese), said.Key));
        Assert.All(texts, static said => Assert.EndsWith(".", said.Value.English, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_enum_of_refusals_names_its_command()
    {
        var refusals = Refusing
            .SelectMany(static assembly => assembly.GetTypes())
            .Where(static type => type.IsEnum && type.Name.EndsWith("Refusal", StringComparison.Ordinal))
            .ToArray();

        var nameless = refusals.Where(static type => !type.IsDefined(typeof(RefusalsOfAttribute)));

        Assert.NotEmpty(refusals);
        Assert.Empty(nameless);
    }

    [Fact]
    public void Every_link_of_the_documents_leads_somewhere()
    {
        var links = Tree.Files(".md")
            .SelectMany(
                static path => Link().Matches(Tree.Text(path)),
                static (path, link) => (path, to: link.Groups[1].Value))
            .Where(static found => !found.to.Contains(':', StringComparison.Ordinal));

        var broken = links.Where(static found =>
            !Tree.Has(Path.Combine(Path.GetDirectoryName(found.path)!, found.to)));

        Assert.Empty(broken);
    }

    [GeneratedRegex(@"\]\(([^)#\s]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();
}
