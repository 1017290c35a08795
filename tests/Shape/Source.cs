using System.Text.RegularExpressions;

namespace Gongji.Tests.Shape;

/// <summary>A method and how many lines it takes from its first word, attributes apart, to its last brace.</summary>
sealed record Member(string Header, int Line, int Lines);

/// <summary>Reads C# well enough to measure it, without a compiler.</summary>
static partial class Source
{
    /// <summary>The text with comments and the insides of strings and characters blanked; line ends stay.</summary>
    public static string Bare(string text) =>
        Literal().Replace(text, static match => new string([.. match.Value.Select(static c => c == '\n' ? c : ' ')]));

    /// <summary>Methods, constructors and accessors with a body.</summary>
    public static IEnumerable<Member> Methods(string bare)
    {
        var typeDepths = new Stack<int>([0]);
        var (depth, start, line, startLine) = (0, 0, 1, 1);
        for (var i = 0; i < bare.Length; i++)
        {
            var c = bare[i];
            line += c == '\n' ? 1 : 0;
            if (c == '{')
            {
                if (depth == typeDepths.Peek() && TypeHeader().IsMatch(bare[start..i]))
                {
                    typeDepths.Push(depth + 1);
                    (start, startLine) = (i + 1, line);
                }
                depth++;
                continue;
            }
            if (c == '}')
            {
                depth--;
                if (depth < typeDepths.Peek())
                {
                    typeDepths.Pop();
                    (start, startLine) = (i + 1, line);
                    continue;
                }
            }
            if (c is ';' or '}' && depth == typeDepths.Peek())
            {
                if (MethodIn(bare[start..(i + 1)], startLine) is { } method)
                {
                    yield return method;
                }
                (start, startLine) = (i + 1, line);
            }
        }
    }

    static Member? MethodIn(string member, int line)
    {
        var skipped = Attributes().Match(member).Length;
        var body = member.AsSpan(skipped).IndexOfAny('{', '=') + skipped;
        if (body < skipped || !member[skipped..body].Contains('('))
        {
            return null;
        }
        var first = line + member[..skipped].Count(static c => c == '\n');
        var lines = member[skipped..].Count(static c => c == '\n') + 1;
        return new Member(member[skipped..body].Trim(), first, lines);
    }

    [GeneratedRegex(@"^\s*(\[(?:[^\[\]]|\[[^\]]*\])*\]\s*)*")]
    private static partial Regex Attributes();

    // Comments; raw, verbatim and plain strings; characters.
    [GeneratedRegex("""
        //[^\n]*
        | /\*.*?\*/
        | \$*("{3,}).*?\1
        | \$?@\$?"(?:[^"]|"")*"
        | \$?"(?:\\.|[^"\\\n])*"
        | '(?:\\.[^']*|[^'\\\n])'
        """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\b(class|struct|record|interface|enum|namespace)\s+[A-Za-z]")]
    private static partial Regex TypeHeader();
}
