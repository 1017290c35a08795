using System.Text.RegularExpressions;

namespace Gongji.Tests.Shape;

public sealed partial class CodeTests
{
    const int LinesMax = 300;
    const int MethodLinesMax = 50;
    const int ColumnsMax = 120;

    [Fact]
    public void No_file_is_longer_than_300_lines()
    {
        var code = Tree.Files(".cs");

        var tooLong = code.Where(static path => Tree.Text(path).AsSpan().Count('\n') > LinesMax);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_method_is_longer_than_50_lines()
    {
        var methods = Tree.Files(".cs")
            .SelectMany(
                static path => Source.Methods(Source.Bare(Tree.Text(path))),
                static (path, method) => (path, method))
            .ToArray();

        var tooLong = methods.Where(static found => found.method.Lines > MethodLinesMax);

        Assert.True(methods.Length > 100, "the scan has found the methods");
        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_line_is_wider_than_120_columns()
    {
        var lines = Tree.Files(".cs")
            .SelectMany(static path => Tree.Text(path).Split('\n'), static (path, line) => (path, line));

        var tooWide = lines.Where(static found => found.line.Length > ColumnsMax);

        Assert.Empty(tooWide);
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        // Put together here, so that this file does not find itself.
        string[] marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK"];
        string[] endings = [".cs", ".md", ".json", ".csproj", ".sql", ".props"];
        var texts = endings.SelectMany(static ending => Tree.Files(ending));

        var left = texts.Where(path => marks.Any(Tree.Text(path).Contains));

        Assert.Empty(left);
    }

    [Fact]
    public void Only_what_a_machine_lacks_skips_a_test()
    {
        var tests = Tree.Files(".cs", "tests");

        var skipping = tests.Where(static path => Skipping().IsMatch(Source.Bare(Tree.Text(path))));

        Assert.Equal(["tests/Server/SmallDisk.cs", "tests/Support/PostgresFactAttribute.cs"], skipping);
    }

    [Fact]
    public void Money_and_rates_are_never_binary_fractions()
    {
        var ledger = Tree.Files(".cs", "grains");

        var binary = ledger.Where(static path => BinaryFraction().IsMatch(Source.Bare(Tree.Text(path))));

        Assert.NotEmpty(ledger);
        Assert.Empty(binary);
    }

    [GeneratedRegex(@"\bSkip\s*=[^>=]")]
    private static partial Regex Skipping();

    [GeneratedRegex(@"\b(double|float)\b|\bSystem\.(Double|Single)\b")]
    private static partial Regex BinaryFraction();
}
