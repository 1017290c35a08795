using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Gongji.Border;
using Gongji.Client.Calls;
using Gongji.Client.Cluster;
using Gongji.Hosting.Options;
using Gongji.Journal.Writing;

namespace Gongji.Tests.Program;

/// <summary>docs/OPTIONS.md says what the options are.</summary>
public sealed partial class OptionsPageTests
{
    /// <summary>The classes of options, as they are when nothing is set, and how the environment names them; null
    /// where it doesn't.</summary>
    static readonly (object Options, string? Names)[] Classes =
    [
        (new HostingOptions(), "GONGJI_SILO__"),
        (new JournalOptions(), "GONGJI_SILO__JOURNAL__"),
        (new NoticeOptions(), "GONGJI_SILO__NOTICES__"),
        (new AskAgainOptions(), "GONGJI_RETRY__"),
        (new GatewayOptions(), "GONGJI_"),
        (new WaitOptions(), "GONGJI_WAITS__"),
        (new ClusterOptions { Database = "" }, null),
        (new MemberOptions { Cluster = new ClusterOptions { Database = "" } }, null),
    ];

    static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "OPTIONS.md"));

    static readonly Dictionary<string, Match> Rows =
        Row().Matches(Page).ToDictionary(static row => row.Groups["option"].Value);

    [Fact]
    public void Every_option_stands_on_the_page_and_no_other()
    {
        var known = Options().Select(static option => option.Name);

        Assert.Equal(known.Order(), Rows.Keys.Order());
    }

    [Fact]
    public void Every_default_and_every_range_is_that_of_the_page()
    {
        var differing =
            from option in Options()
            let row = Rows.GetValueOrDefault(option.Name)
            where row is not null
            let said = (Default: row.Groups["default"].Value, Range: row.Groups["range"].Value)
            let right = (Default: DefaultOf(option) ?? said.Default, Range: RangeOf(option.Property) ?? said.Range)
            where said != right
            select $"{option.Name}: {said} should be {right}";

        Assert.Empty(differing);
    }

    [Fact]
    public void Every_name_of_the_environment_is_that_of_the_page()
    {
        var missing = Options()
            .Where(static option => option.Variable is { } name && Rows.TryGetValue(option.Name, out var row)
                && !row.Groups["by"].Value.Contains(name, StringComparison.Ordinal))
            .Select(static option => $"{option.Name}: {option.Variable}");

        Assert.Empty(missing);
    }

    [Fact]
    public async Task Every_option_of_the_command_line_that_the_page_names_is_one_of_the_program()
    {
        var (_, help, _) = await GongjiProcess.Run("serve", "--help");

        var unknown = Rows.Values
            .SelectMany(static row => OfCommandLine().Matches(row.Groups["by"].Value))
            .Select(static option => option.Value)
            .Where(option => !help.Contains($"{option} ", StringComparison.Ordinal));

        Assert.Empty(unknown);
    }

    static IEnumerable<Option> Options() =>
        from known in Classes
        from property in known.Options.GetType().GetProperties()
        where property.CanWrite && !Classes.Any(other => other.Options.GetType() == property.PropertyType)
        select new Option(
            $"{known.Options.GetType().Name}.{property.Name}",
            property,
            property.GetValue(known.Options),
            known.Names is { } names ? names + property.Name.ToUpperInvariant() : null);

    /// <returns>Null where the page says it in its own words.</returns>
    static string? DefaultOf(Option option) => option.Default switch
    {
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        null or "" or string[] { Length: 0 } => "none",
        System.Collections.IDictionary => null,
        var other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };

    static string? RangeOf(PropertyInfo property) =>
        property.PropertyType == typeof(bool) ? "true or false"
        : property.GetCustomAttribute<RangeAttribute>() is { } range
            ? string.Create(CultureInfo.InvariantCulture, $"{range.Minimum} to {range.Maximum}")
        : null;

    sealed record Option(string Name, PropertyInfo Property, object? Default, string? Variable);

    [GeneratedRegex(
        @"^\| `(?<option>\w+Options\.\w+)` \| (?<by>[^|]+) \| (?<default>[^|]+) \| (?<range>[^|]+) \|",
        RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("--[a-z-]+")]
    private static partial Regex OfCommandLine();
}
