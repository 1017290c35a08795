using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Gongji.Tests.Shape;

/// <summary>Who may know whom.</summary>
public sealed partial class ArrowTests
{
    /// <summary>Every project of the product and what it may refer to. A new project states its place here.</summary>
    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Gongji.Grains"] = [],
        ["Gongji.Journal"] = ["Gongji.Grains"],
        ["Gongji.Embedded"] = ["Gongji.Grains", "Gongji.Journal"],
        ["Gongji.Client"] = ["Gongji.Grains"],
        ["Gongji.Gateway"] = ["Gongji.Grains", "Gongji.Client"],
        ["Gongji.Server"] = ["Gongji.Grains", "Gongji.Journal", "Gongji.Embedded", "Gongji.Client", "Gongji.Gateway"],
    };

    [Fact]
    public void Every_project_refers_only_to_those_below_it()
    {
        var product = Projects().Where(static path => IsProduct(path)).ToArray();

        var wrong = product.SelectMany(References, static (path, to) => (From: NameOf(path), To: NameOf(to)))
            .Where(static arrow => !Allowed[arrow.From].Contains(arrow.To));

        Assert.NotEmpty(product);
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_ledger_itself_needs_no_package()
    {
        var ledger = Xml("grains/Gongji.Grains.csproj");

        var packages = ledger.Descendants("PackageReference");

        Assert.Empty(packages);
    }

    [Fact]
    public void Nothing_of_the_one_machine_program_knows_Orleans()
    {
        var projects = Projects();

        var orleans = projects.Where(static path => Tree.Text(path).Contains("Orleans", StringComparison.Ordinal));

        Assert.Empty(orleans);
    }

    [Fact]
    public void Every_project_stands_in_the_solution()
    {
        var all = Tree.Files(".csproj").Where(static path => !path.Contains("/Cluster/", StringComparison.Ordinal));

        var missing = all.Except(Projects());

        Assert.Empty(missing);
    }

    static string[] Projects() =>
        [.. Xml("Gongji.slnx").Descendants("Project").Select(static project => project.Attribute("Path")!.Value)];

    static bool IsProduct(string path) => ProductFolder().IsMatch(path);

    static IEnumerable<string> References(string path) =>
        Xml(path).Descendants("ProjectReference").Select(static reference => reference.Attribute("Include")!.Value);

    static string NameOf(string path) => Path.GetFileNameWithoutExtension(path);

    static XDocument Xml(string path) => XDocument.Parse(Tree.Text(path));

    [GeneratedRegex("^(grains|silo|client)/")]
    private static partial Regex ProductFolder();
}
