using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gongji.Tests.Shape.Model;

/// <summary>Where the product chooses by a member of an enum of ours.</summary>
static class Enums
{
    /// <summary>Bookkeeping has two sides, and no third will come.</summary>
    const string Closed = "Side";

    /// <summary>Arms and labels that swallow a member that is yet to come, as place and text.</summary>
    public static string[] CatchAlls() => [.. Sources.Ours.ProductFiles.SelectMany(CatchAlls)];

    /// <summary>Switch statements, which the compiler does not complete, and the members that they lack.</summary>
    public static string[] Gaps() => [.. Sources.Ours.ProductFiles.SelectMany(Gaps)];

    /// <summary>Choices of one member against all the others, those that are yet to come among them.</summary>
    public static string[] TwoWays() => [.. Sources.Ours.ProductFiles.SelectMany(TwoWays)];

    static IEnumerable<string> CatchAlls(Code code)
    {
        var model = code.Model;
        var arms =
            from chosen in code.Root.DescendantNodes().OfType<SwitchExpressionSyntax>()
            where IsOurs(model.GetTypeInfo(chosen.GoverningExpression).Type)
            from arm in chosen.Arms
            where arm.Pattern is DiscardPatternSyntax or VarPatternSyntax
            select $"{code.Place(arm.Span)} {arm}";
        var labels =
            from chosen in code.Root.DescendantNodes().OfType<SwitchStatementSyntax>()
            where IsOurs(model.GetTypeInfo(chosen.Expression).Type)
            from label in chosen.Sections.SelectMany(static section => section.Labels)
            where label is DefaultSwitchLabelSyntax
                or CasePatternSwitchLabelSyntax { Pattern: DiscardPatternSyntax or VarPatternSyntax }
            select $"{code.Place(label.Span)} {label}";
        return arms.Concat(labels);
    }

    static IEnumerable<string> Gaps(Code code)
    {
        var model = code.Model;
        return
            from chosen in code.Root.DescendantNodes().OfType<SwitchStatementSyntax>()
            let type = Bare(model.GetTypeInfo(chosen.Expression).Type)
            where IsOurs(type)
            let named = chosen.DescendantNodes().OfType<ExpressionSyntax>()
                .Where(static node => node.Ancestors().Any(static above => above is SwitchLabelSyntax))
                .Select(node => model.GetSymbolInfo(node).Symbol?.Name)
                .ToHashSet()
            let lacking = Members(type!).Where(member => !named.Contains(member.Name)).ToArray()
            where lacking.Length > 0
            select $"{code.Place(chosen.Span)} lacks {string.Join(", ", lacking.Select(static member => member.Name))}";
    }

    static IEnumerable<string> TwoWays(Code code)
    {
        var model = code.Model;
        return
            from choice in code.Root.DescendantNodes().OfType<ConditionalExpressionSyntax>()
            where Compared(choice.Condition).Any(side =>
                model.GetTypeInfo(side).Type is { Name: not Closed } type && IsOurs(type))
            select $"{code.Place(choice.Span)} {choice.Condition}";
    }

    /// <summary>What a condition compares with a value: not with null, and not with a shape.</summary>
    static IEnumerable<ExpressionSyntax> Compared(ExpressionSyntax condition) =>
        condition.DescendantNodesAndSelf().SelectMany(static node => node switch
        {
            BinaryExpressionSyntax both
                when both.IsKind(SyntaxKind.EqualsExpression) || both.IsKind(SyntaxKind.NotEqualsExpression) =>
                [both.Right],
            ConstantPatternSyntax pattern => [pattern.Expression],
            _ => Array.Empty<ExpressionSyntax>(),
        });

    static IEnumerable<ISymbol> Members(ITypeSymbol type) => type.GetMembers().Where(static m => m is IFieldSymbol);

    static bool IsOurs(ITypeSymbol? type) =>
        Bare(type) switch
        {
            INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(static part => IsOurs(part.Type)),
            { TypeKind: TypeKind.Enum } one => one.Locations.Any(static place => place.IsInSource),
            _ => false,
        };

    static ITypeSymbol? Bare(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;
}
