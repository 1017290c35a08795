using System.Text.RegularExpressions;

namespace Gongji.Tests.Shape;

/// <summary>What the documents list is what the code has.</summary>
public sealed partial class DocumentTests
{
    static readonly string[] Meters =
    [
        "silo/Hosting/Activation/ActiveGrains.cs",
        "silo/Hosting/Heads/HeadWatch.cs",
        "silo/Hosting/JournalWatch.cs",
        "silo/Hosting/Notices/NoticeMetrics.cs",
        "silo/Hosting/Telemetry/ClockWatch.cs",
        "silo/Hosting/Telemetry/CommitLog.cs",
        "client/Nhsa/Envelope/GatewayMetrics.cs",
    ];

    [Fact]
    public void Every_transaction_that_is_answered_stands_in_the_table_and_no_other()
    {
        var answered = Answered().Matches(Tree.Text("client/Nhsa/TransactionTable.cs"))
            .Select(static number => number.Groups[1].Value);

        var page = Tree.Text("docs/NHSA.md");
        var begin = page.IndexOf("## Transactions", StringComparison.Ordinal);
        var table = page[begin..page.IndexOf("##", begin + 2, StringComparison.Ordinal)];
        var listed = Listed().Matches(table)
            .SelectMany(static row => row.Groups[1].Value.Split(", "));

        Assert.Equal(answered.Order(), listed.Order());
    }

    [Fact]
    public void Every_refusal_that_a_document_names_is_one()
    {
        var codes = WordTests.Refusing.SelectMany(RefusalTexts.Of).Select(static said => said.Key).ToHashSet();
        var commands = codes.Select(static code => code.Split('.')[0]).ToHashSet();

        // What was there once stands only in the list of changes.
        var named = Tree.Files(".md")
            .Where(static path => path != "CHANGELOG.md")
            .SelectMany(
                static path => Code().Matches(Tree.Text(path)),
                static (path, code) => (path, code: code.Groups[1].Value))
            .Where(found => commands.Contains(found.code.Split('.')[0]))
            .ToArray();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, found => !codes.Contains(found.code));
    }

    [Fact]
    public void Every_meter_and_its_tags_stand_where_a_cluster_is_run()
    {
        var measured = Meters.SelectMany(static path => Measured().Matches(Tree.Text(path)))
            .Select(static name => name.Groups[1].Value);

        var listed = Metric().Matches(Tree.Text("deploy/CLUSTER.md")).Select(static name => name.Groups[1].Value);

        Assert.Equal(measured.Order(), listed.Order());
    }

    [Fact]
    public void Meters_are_made_where_their_names_are_looked_for()
    {
        var places = Tree.Files(".cs", "silo").Concat(Tree.Files(".cs", "client")).Concat(Tree.Files(".cs", "grains"))
            .Where(static path => Makes().IsMatch(Tree.Text(path)));

        Assert.Equal(Meters, places);
    }

    [GeneratedRegex(@"\[""([0-9]{4}A?)""\] = new")]
    private static partial Regex Answered();

    [GeneratedRegex(@"^\| ([0-9]{4}A?(?:, [0-9]{4}A?)*) \|", RegexOptions.Multiline)]
    private static partial Regex Listed();

    [GeneratedRegex(@"`([a-z]+\.[a-z_]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"""(gongji\.[a-z_.]+)""")]
    private static partial Regex Measured();

    [GeneratedRegex(@"`(gongji\.[a-z_.]+)`")]
    private static partial Regex Metric();

    [GeneratedRegex(@"\.Create(Histogram|Counter|UpDownCounter|Gauge|Observable\w+)<")]
    private static partial Regex Makes();
}
