using System.Globalization;
using System.Text.RegularExpressions;

namespace Gongji.Tests.Shape;

/// <summary>What supervisors are told about the programs is what the programs do.</summary>
public sealed partial class DeployTests
{
    static readonly string[] Supervised =
        [.. Tree.Files(".service", "deploy"), .. Tree.Files(".yaml", "deploy")];

    [Fact]
    public void Every_option_that_a_supervisor_gives_is_one_of_the_programs()
    {
        var known = Tree.Files(".cs", "silo/Program/Commands")
            .SelectMany(static path => Declared().Matches(Tree.Text(path)))
            .Select(static option => option.Groups[1].Value)
            .ToHashSet();

        var given = Supervised.SelectMany(static path => Given().Matches(Bare(path)), static (path, option) =>
            (path, option: option.Value)).ToArray();

        Assert.NotEmpty(given);
        Assert.DoesNotContain(given, found => !known.Contains(found.option));
    }

    [Fact]
    public void Every_probe_asks_what_the_programs_answer()
    {
        var answered = Answered().Matches(Tree.Text("client/Border/Health.cs"))
            .Select(static path => path.Groups[1].Value);

        var asked = Supervised.SelectMany(static path => Probed().Matches(Bare(path)))
            .Select(static path => path.Groups[1].Value);

        Assert.Equal(answered.Order(), asked.Distinct().Order());
    }

    [Fact]
    public void Every_supervisor_waits_longer_than_a_stop_takes()
    {
        var waits = Supervised
            .Select(static path => (path, wait: Wait().Match(Bare(path))))
            .Where(static found => found.wait.Success)
            .ToDictionary(
                static found => found.path,
                static found => int.Parse(found.wait.Groups[1].Value, CultureInfo.InvariantCulture));
        var longest = Stop().Matches(Tree.Text("silo/Program/Commands/CommandLine.cs"))
            .Max(static stop => int.Parse(stop.Groups[1].Value, CultureInfo.InvariantCulture));

        Assert.Equal(3, waits.Count);
        Assert.All(waits, wait => Assert.True(wait.Value > longest, wait.Key));
    }

    [Fact]
    public void Every_port_of_a_policy_is_one_on_which_a_silo_listens()
    {
        var listens = ContainerPort().Matches(Tree.Text("deploy/kubernetes/silo.yaml"))
            .Select(static port => port.Groups[1].Value);

        var allowed = PolicyPort().Matches(Tree.Text("deploy/kubernetes/network.yaml"))
            .Select(static port => port.Groups[1].Value);

        Assert.Equal(listens.Order(), allowed.Distinct().Order());
    }

    /// <summary>A file without its comments.</summary>
    static string Bare(string path) => Comment().Replace(Tree.Text(path), "");

    [GeneratedRegex(@"^\s*#.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"""(--[a-z-]+)""")]
    private static partial Regex Declared();

    [GeneratedRegex("(?<![a-z-])--[a-z][a-z-]+")]
    private static partial Regex Given();

    [GeneratedRegex(@"MapHealthChecks\(""([^""]+)")]
    private static partial Regex Answered();

    [GeneratedRegex("httpGet: {path: ([^,]+)")]
    private static partial Regex Probed();

    [GeneratedRegex("(?:TimeoutStopSec=|terminationGracePeriodSeconds: )([0-9]+)")]
    private static partial Regex Wait();

    [GeneratedRegex(@"StopMax = TimeSpan\.FromSeconds\(([0-9]+)")]
    private static partial Regex Stop();

    [GeneratedRegex("containerPort: ([0-9]+)")]
    private static partial Regex ContainerPort();

    [GeneratedRegex(@"\{port: ([0-9]+)")]
    private static partial Regex PolicyPort();
}
