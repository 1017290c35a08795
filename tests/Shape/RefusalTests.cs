using System.Reflection;
using System.Text.RegularExpressions;
using Gongji.Tests.Shape.Model;

namespace Gongji.Tests.Shape;

/// <summary>Every refusal by its code: what it says, and that a test has provoked it.</summary>
public sealed partial class RefusalTests
{
    /// <summary>Where a code is only written, counted, or what a made-up server answers.</summary>
    static readonly string[] NotProvoking = ["tests/Hosting/", "tests/Program/", "tests/Shape/", "tests/Simulation/"];

    static readonly Reason[] Reasons =
    [
        .. WordTests.Refusing
            .SelectMany(static assembly => assembly.GetTypes())
            .Where(static type => type.IsEnum && type.IsDefined(typeof(RefusalsOfAttribute)))
            .SelectMany(static type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(static field => new Reason(field)),
    ];

    [Fact]
    public void Every_code_and_what_it_says_is_what_callers_know()
    {
        var lines = WordTests.Refusing.SelectMany(RefusalTexts.Of)
            .Select(static said => $"{said.Key}\t{said.Value.Chinese}\t{said.Value.English}\n")
            .Order(StringComparer.Ordinal);

        Golden.Same("tests/golden/refusals.txt", string.Concat(lines));
    }

    [Fact]
    public void Every_refusal_is_provoked_by_a_test()
    {
        var asserted = Tree.Files(".cs", "tests")
            .Where(static path => !NotProvoking.Any(path.StartsWith))
            .SelectMany(static path => Asserted(Tree.Text(path)))
            .ToArray();

        var missing = Reasons.Where(reason => !asserted.Any(reason.StandsIn)).Select(static reason => reason.Name);

        Assert.NotEmpty(Reasons);
        Assert.Empty(missing);
    }

    [Fact]
    public void The_refusals_that_pass_by_themselves_are_those_that_the_interface_names()
    {
        var passing = WordTests.Refusing.SelectMany(RefusalTexts.Passing);

        var text = Tree.Text("docs/NHSA.md");
        var begin = text.IndexOf("Two answers are neither success nor refusal", StringComparison.Ordinal);
        var end = text.IndexOf("The gateway finishes a settlement", begin, StringComparison.Ordinal);
        var named = Code().Matches(text[begin..end]).Select(static code => code.Groups[1].Value);

        Assert.Equal(passing.Order(), named.Order());
    }

    [Theory]
    [InlineData(true, "Assert.True(answer.Refusal?.Is(DrawRefusal.NotAMember));")]
    [InlineData(true, "Assert.StartsWith(\n    \"[draw.not_a_member]\", text);")]
    [InlineData(true, "[InlineData(\"draw.not_a_member\", 1)]\npublic Task T() {}")]
    [InlineData(true, "{ DrawRefusal.NotAMember, static async ledger => { return 1; } },")]
    [InlineData(false, "// Assert.True(answer.Refusal?.Is(DrawRefusal.NotAMember));")]
    [InlineData(false, "var other = DrawRefusal.NotAMember;\nAssert.NotNull(other);")]
    [InlineData(false, "Assert.True(answer.Refusal?.Is(DrawRefusal.NotAMemberYet));")]
    [InlineData(false, "Assert.Equal(\"draw.not_a_member_yet\", code);")]
    [InlineData(false, "Assert.False(answer.Refusal?.Is(DrawRefusal.NotAMember));")]
    public void A_refusal_counts_as_provoked_where_a_test_asserts_that_it_came(bool provoked, string code)
    {
        var reason = Reasons.Single(static reason => reason.Name == "DrawRefusal.NotAMember");

        var found = Asserted(code).Any(reason.StandsIn);

        Assert.Equal(provoked, found);
    }

    /// <summary>The statements of a source that fail when what they name doesn't come: assertions, the data of theories
    /// and the rows of tables. Comments are blanked.</summary>
    static IEnumerable<string> Asserted(string text)
    {
        var bare = BareText.Of(text);
        foreach (Match statement in Statement().Matches(bare))
        {
            var code = statement.Value;
            if ((code.Contains("Assert.", StringComparison.Ordinal) && !Denial().IsMatch(code))
                || code.Contains("InlineData(", StringComparison.Ordinal)
                || Row().IsMatch(code))
            {
                yield return Comment().Replace(text.Substring(statement.Index, statement.Length), "");
            }
        }
    }

    [GeneratedRegex("`([a-z_.]+)`")]
    private static partial Regex Code();

    // Strings are blanked where this looks, so a brace or a semicolon is one of the code.
    [GeneratedRegex("[^;{}]+")]
    private static partial Regex Statement();

    [GeneratedRegex(@"Assert\.(False|NotEqual|DoesNotContain|DoesNotMatch)\(")]
    private static partial Regex Denial();

    [GeneratedRegex(@"^\s*\w+Refusal\.\w+,\s*(static\s+)?(async\s+)?\w+\s*=>")]
    private static partial Regex Row();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    /// <summary>A member of an enum of refusals.</summary>
    sealed class Reason
    {
        readonly Regex _mention;

        public Reason(FieldInfo field)
        {
            Name = $"{field.DeclaringType!.Name}.{field.Name}";
            var code = CodeOf(field);
            _mention = new Regex($"""\b{Regex.Escape(Name)}\b|["\[]{Regex.Escape(code)}["\]]""");
        }

        public string Name { get; }

        public bool StandsIn(string statement) => _mention.IsMatch(statement);

        static string CodeOf(FieldInfo field)
        {
            var of = typeof(Refusal).GetMethod(nameof(Refusal.Of))!.MakeGenericMethod(field.DeclaringType!);
            return ((Refusal)of.Invoke(null, [field.GetValue(null), "", ""])!).Code;
        }
    }
}
