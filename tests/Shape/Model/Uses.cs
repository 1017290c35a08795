using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gongji.Tests.Shape.Model;

/// <summary>A place of the code that names or calls something declared in the code.</summary>
sealed record Use(Code From, SyntaxNode Node, ISymbol Of)
{
    /// <summary>The outermost type in which the place lies.</summary>
    public string TypeName =>
        Node.Ancestors().OfType<BaseTypeDeclarationSyntax>().LastOrDefault()?.Identifier.Text ?? "(program)";
}

/// <summary>Who uses what in the whole solution.</summary>
sealed class Uses
{
    static readonly Lazy<Uses> Found = new(static () => new Uses(Sources.Ours));

    Uses(Sources sources)
    {
        var perFile = sources.Files.AsParallel().AsOrdered().Select(static code => Of(code)).ToArray();
        All = [.. perFile.SelectMany(static file => file.Uses)];
        Names = perFile.Sum(static file => file.Names);
        Unresolved = [.. perFile.SelectMany(static file => file.Unresolved)];
    }

    public static Uses Ours => Found.Value;

    public Use[] All { get; }

    /// <summary>How many names have been looked at.</summary>
    public int Names { get; }

    /// <summary>Names of which the compiler makes nothing, as place and name.</summary>
    public string[] Unresolved { get; }

    /// <summary>Where something is declared: the same from every project that sees it.</summary>
    public static string? KeyOf(ISymbol symbol) =>
        symbol.OriginalDefinition.Locations.FirstOrDefault(static place => place.IsInSource) is { } place
            ? $"{place.SourceTree!.FilePath}:{place.SourceSpan.Start}"
            : null;

    static (Use[] Uses, int Names, string[] Unresolved) Of(Code code)
    {
        var model = code.Model;
        var uses = new List<Use>();
        var unresolved = new List<string>();
        var names = 0;
        foreach (var node in code.Root.DescendantNodes().Where(static node => MayUse(node)))
        {
            var info = model.GetSymbolInfo(node);
            var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
            if (node is SimpleNameSyntax name)
            {
                names++;
                if (symbol is null && !IsWord(name))
                {
                    unresolved.Add($"{code.Place(node.Span)} {node}");
                }
            }
            if (symbol is IMethodSymbol { ReducedFrom: { } extension })
            {
                symbol = extension;
            }
            if (symbol is not (null or INamespaceSymbol or ILocalSymbol) && KeyOf(symbol) is not null)
            {
                uses.Add(new Use(code, node, symbol.OriginalDefinition));
            }
        }
        return ([.. uses], names, [.. unresolved]);
    }

    /// <summary>Names, and what calls a constructor or an operator without naming it.</summary>
    static bool MayUse(SyntaxNode node) =>
        node is SimpleNameSyntax
            or BaseObjectCreationExpressionSyntax
            or ConstructorInitializerSyntax
            or BinaryExpressionSyntax
            or PrefixUnaryExpressionSyntax
            or PostfixUnaryExpressionSyntax
            or AssignmentExpressionSyntax
            or ElementAccessExpressionSyntax;

    /// <summary>Words that stand where a name may stand.</summary>
    static bool IsWord(SimpleNameSyntax name) => name.Identifier.Text is "nameof" or "var" or "notnull" or "_";
}
