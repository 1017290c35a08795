using Gongji.Tests.Shape.Model;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gongji.Tests.Shape;

/// <summary>A folder is a namespace, and folders use one another one way only.</summary>
public sealed class FolderTests
{
    [Fact]
    public void The_compiler_understands_what_is_asked_of_it()
    {
        var uses = Uses.Ours;

        Assert.True(uses.Names > 10_000, "the scan has found the code");
        Assert.True(
            uses.Unresolved.Length < uses.Names / 100,
            $"{uses.Unresolved.Length} of {uses.Names} names, such as\n"
            + string.Join('\n', uses.Unresolved.Take(20)));
    }

    [Fact]
    public void No_folders_use_one_another_in_a_circle()
    {
        var graph = FolderGraph.OfProduct();

        var circles = graph.Circles().Select(graph.Describe).ToArray();

        Assert.NotEmpty(graph.Arrows);
        Assert.True(circles.Length == 0, string.Join('\n', circles));
    }

    [Fact]
    public void A_circle_is_told_with_the_types_that_close_it()
    {
        var graph = new FolderGraph(
        [
            new Arrow("a", "a/b", "Whole", "a/Whole.cs", "Part"),
            new Arrow("a/b", "c", "Part", "a/b/Part.cs", "Word"),
            new Arrow("c", "a", "Word", "c/Word.cs", "Whole"),
            new Arrow("a", "d", "Whole", "a/Whole.cs", "Leaf"),
        ]);

        var circle = Assert.Single(graph.Circles());

        Assert.Equal(
            """
            a -> a/b
                Whole uses Part (a/Whole.cs)
            a/b -> c
                Part uses Word (a/b/Part.cs)
            c -> a
                Word uses Whole (c/Word.cs)

            """,
            graph.Describe(circle));
    }

    [Fact]
    public void A_namespace_is_the_projects_and_the_folder()
    {
        var wrong = Sources.Ours.Files
            .Where(static code => Namespaces(code).Any(name => name != Expected(code)))
            .Select(static code => $"{code.Path}: {Expected(code)}");

        Assert.Empty(wrong);
    }

    static string Expected(Code code) =>
        code.Project.RootNamespace + code.Folder[code.Project.Folder.Length..].Replace('/', '.');

    /// <summary>Every namespace of a file; an empty one for types that stand in none.</summary>
    static IEnumerable<string> Namespaces(Code code)
    {
        var members = ((CompilationUnitSyntax)code.Root).Members;
        return members.OfType<BaseNamespaceDeclarationSyntax>().Select(static part => part.Name.ToString())
            .Concat(members.OfType<BaseTypeDeclarationSyntax>().Select(static _ => ""));
    }
}
