using System.Text.RegularExpressions;
using Gongji.Tests.Shape.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Gongji.Tests.Shape;

public sealed class CodeTests
{
    const int LinesMax = 300;
    const int MethodLinesMax = 50;
    const int ColumnsMax = 120;

    [Fact]
    public void No_file_is_longer_than_300_lines()
    {
        var tooLong = Sources.Ours.Files
            .Where(static code => code.Syntax.GetText().Lines.Count - 1 > LinesMax)
            .Select(static code => code.Path);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_method_is_longer_than_50_lines()
    {
        var methods = Sources.Ours.Files.SelectMany(Methods).ToArray();

        var tooLong = methods.Where(static found => found.Lines > MethodLinesMax);

        Assert.True(methods.Length > 1000, "the scan has found the methods");
        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_line_is_wider_than_120_columns()
    {
        var tooWide =
            from code in Sources.Ours.Files
            from line in code.Syntax.GetText().Lines
            where line.Span.Length > ColumnsMax
            select $"{code.Path}:{line.LineNumber + 1}";

        Assert.Empty(tooWide);
    }

    [Fact]
    public void Nothing_of_the_product_is_there_for_nobody()
    {
        var dead = DeadMembers.Find();

        Assert.Empty(dead);
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        // Put together here, so that this file does not find itself.
        string[] marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK"];
        string[] endings = [".cs", ".md", ".json", ".csproj", ".sql", ".props"];
        var texts = endings.SelectMany(static ending => Tree.Files(ending));

        var left = texts.Where(path => marks.Any(mark => Regex.IsMatch(Tree.Text(path), $@"\b{mark}\b")));

        Assert.Empty(left);
    }

    [Fact]
    public void Only_what_a_machine_lacks_skips_a_test()
    {
        var skipping = Sources.Ours.Files
            .Where(static code => code.Root.DescendantNodes().Any(static node => node is
                NameEqualsSyntax { Name.Identifier.Text: "Skip" }
                or AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "Skip" } }))
            .Select(static code => code.Path)
            .Order(StringComparer.Ordinal);

        Assert.Equal(["tests/Program/SmallDisk.cs", "tests/Support/PostgresFactAttribute.cs"], skipping);
    }

    [Fact]
    public void Money_and_rates_are_never_binary_fractions()
    {
        var ledger = Sources.Ours.Files
            .Where(static code => code.Folder.StartsWith("grains/", StringComparison.Ordinal))
            .ToArray();

        var binary = ledger
            .Where(static code => code.Root.DescendantTokens().Any(IsBinary))
            .Select(static code => code.Path);

        Assert.NotEmpty(ledger);
        Assert.Empty(binary);
    }

    static bool IsBinary(SyntaxToken token) =>
        token.IsKind(SyntaxKind.DoubleKeyword) || token.IsKind(SyntaxKind.FloatKeyword)
        || token.Value is double or float
        || (token.Text is "Double" or "Single"
            && token.Parent is IdentifierNameSyntax { Parent: QualifiedNameSyntax or MemberAccessExpressionSyntax }
            && token.GetPreviousToken().GetPreviousToken().Text == "System");

    /// <summary>Everything with a body and its lines, from its first word, attributes apart, to its last
    /// brace.</summary>
    static IEnumerable<(string Place, int Lines)> Methods(Code code)
    {
        var members = code.Root.DescendantNodes().OfType<MemberDeclarationSyntax>()
            .Where(static node => node is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax
                or GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax })
            .Select(static member => TextSpan.FromBounds(FirstWord(member).SpanStart, member.Span.End))
            .Select(span => (code.Place(span), code.Lines(span)));
        var program = code.Root.ChildNodes().OfType<GlobalStatementSyntax>()
            .Where(static part => part.Statement is not LocalFunctionStatementSyntax)
            .Sum(part => code.Lines(part.Span));
        return members.Append((code.Path, program));
    }

    static SyntaxToken FirstWord(MemberDeclarationSyntax member) =>
        member.AttributeLists.Count > 0
            ? member.AttributeLists[^1].GetLastToken().GetNextToken()
            : member.GetFirstToken();
}
