using Gongji.Tests.Shape.Model;

namespace Gongji.Tests.Shape;

/// <summary>Who may know whom.</summary>
public sealed class ArrowTests
{
    /// <summary>Every project of the product and the folders that it may know beside its own. A new project states its
    /// place here.</summary>
    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["grains/Contracts"] = [],
        ["grains/Policy"] = ["grains/Contracts/Words"],
        ["grains/Ledger"] = ["grains/Contracts", "grains/Policy"],
        ["silo/Journal"] = ["grains"],
        ["silo/Proof"] = ["grains", "silo/Journal"],
        ["silo/Hosting"] = ["grains", "silo/Journal", "client/Client"],
        ["silo/Program"] = ["grains", "silo", "client"],
        ["client/Client"] = ["grains/Contracts"],
        ["client/Identity"] = ["grains/Contracts"],
        ["client/Border"] = ["grains/Contracts", "client/Client", "client/Identity"],
        ["client/Nhsa"] = ["grains/Contracts", "client/Client", "client/Identity", "client/Border"],
        ["client/Admin"] = ["grains/Contracts", "client/Client", "client/Identity", "client/Border"],
    };

    /// <summary>What the contracts need to be written and to be kept as they are; whoever refers to them does not get
    /// it.</summary>
    static readonly string[] PackagesOfContracts =
        ["Microsoft.Orleans.Serialization.Abstractions", "Microsoft.CodeAnalysis.PublicApiAnalyzers"];

    static IEnumerable<ProjectFile> Product => Sources.Ours.Projects.Where(static project => project.IsProduct);

    [Fact]
    public void Every_project_refers_only_to_those_that_it_may_know()
    {
        var wrong =
            from project in Product
            from reference in project.References
            let folder = Path.GetDirectoryName(reference)!.Replace('\\', '/')
            where !Allowed[project.Folder].Any(allowed => IsIn(folder, allowed) || IsIn(allowed, folder))
            select $"{project.Path} -> {reference}";

        Assert.NotEmpty(Product);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_folder_uses_only_folders_that_its_project_may_know()
    {
        var wrong =
            from arrow in FolderGraph.OfProduct().Arrows
            let project = Product.Single(project => IsIn(arrow.From, project.Folder)).Folder
            where !Allowed[project].Append(project).Any(allowed => IsIn(arrow.To, allowed))
            select $"{arrow.From} -> {arrow.To}: {arrow.Type} uses {arrow.Used} ({arrow.File})";

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_ledger_itself_needs_no_package()
    {
        var packages =
            from project in Product
            where IsIn(project.Folder, "grains")
            from package in project.Packages
            let name = package.Attribute("Include")!.Value
            let isPrivate = package.Attribute("PrivateAssets")?.Value is "all" or "compile"
            where project.Name != "Gongji.Contracts" || !isPrivate || !PackagesOfContracts.Contains(name)
            select $"{project.Path}: {name}";

        Assert.Empty(packages);
    }

    [Fact]
    public void Every_project_stands_in_the_solution()
    {
        var missing = Tree.Files(".csproj").Except(Sources.ListedProjects());

        Assert.Empty(missing);
    }

    [Fact]
    public void Every_file_of_code_belongs_to_a_project()
    {
        var stray = Tree.Files(".cs").Except(Sources.Ours.Files.Select(static code => code.Path));

        Assert.Empty(stray);
    }

    static bool IsIn(string folder, string other) =>
        folder == other || folder.StartsWith(other + "/", StringComparison.Ordinal);
}
