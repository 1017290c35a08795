using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Gongji.Tests.Shape.Model;

/// <summary>Code without what is only said in it.</summary>
static class BareText
{
    /// <summary>The text with comments, strings and characters blanked; everything else stays in its place.</summary>
    public static string Of(string text)
    {
        var root = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
        var bare = text.ToCharArray();
        foreach (var said in Said(root))
        {
            bare.AsSpan(said.Start, said.Length).Fill(' ');
        }
        return new string(bare);
    }

    static IEnumerable<TextSpan> Said(SyntaxNode root) =>
        root.DescendantTrivia()
            .Where(static trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsDirective)
            .Where(static trivia => !trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            .Where(static trivia => !trivia.IsKind(SyntaxKind.SkippedTokensTrivia))
            .Select(static trivia => trivia.FullSpan)
            .Concat(root.DescendantNodes()
                .Where(static node => node is InterpolatedStringExpressionSyntax
                    || (node is LiteralExpressionSyntax && node.GetFirstToken().Value is string or char))
                .Select(static node => node.Span));
}
