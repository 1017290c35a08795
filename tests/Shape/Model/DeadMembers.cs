using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Gongji.Tests.Shape.Model;

/// <summary>Types and members of the product, open to others, of which nobody in the solution makes use.</summary>
static class DeadMembers
{
    public static string[] Find()
    {
        var used = Uses.Ours.All
            .Where(static use => !IsWithin(use))
            .SelectMany(static use => WithTypes(use.Of))
            .Select(static symbol => Uses.KeyOf(symbol)!)
            .ToHashSet();
        return
        [
            .. Sources.Ours.ProductFiles.SelectMany(Open)
                .Where(symbol => !used.Contains(Uses.KeyOf(symbol)!))
                .Select(static symbol => symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Whoever uses an extension uses the class in which it stands.</summary>
    static IEnumerable<ISymbol> WithTypes(ISymbol symbol)
    {
        for (var one = symbol; one is not null; one = one.ContainingType)
        {
            yield return one.OriginalDefinition;
        }
    }

    /// <summary>A member that only calls itself is dead.</summary>
    static bool IsWithin(Use use) =>
        use.Of.DeclaringSyntaxReferences.Any(declared =>
            declared.SyntaxTree == use.Node.SyntaxTree && declared.Span.Contains(use.Node.Span)
            && use.Of is not INamedTypeSymbol { TypeKind: TypeKind.Enum });

    static IEnumerable<ISymbol> Open(Code code)
    {
        var model = code.Model;
        return code.Root.DescendantNodes().OfType<MemberDeclarationSyntax>()
            .SelectMany(static member => member is BaseFieldDeclarationSyntax fields
                ? fields.Declaration.Variables.AsEnumerable<SyntaxNode>()
                : [member])
            .Select(node => model.GetDeclaredSymbol(node))
            .OfType<ISymbol>()
            .Where(static symbol => symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal)
            .Where(static symbol => !IsExempt(symbol));
    }

    static bool IsExempt(ISymbol symbol) =>
        symbol is INamespaceSymbol
            or IMethodSymbol { MethodKind: not MethodKind.Ordinary }
            or IMethodSymbol { Name: "Main" or "ToString" }
            or IPropertySymbol { IsIndexer: true }
        || (symbol.ContainingType is { TypeKind: TypeKind.Enum } && !IsRefusal(symbol))
        || symbol.IsOverride
        || IsGrain(symbol)
        || symbol.ContainingType is { IsRecord: true }
        || IsSerialised(symbol)
        || ImplementsInterface(symbol);

    /// <summary>Orleans makes a grain when its interface is called.</summary>
    static bool IsGrain(ISymbol symbol) =>
        symbol is INamedTypeSymbol { TypeKind: TypeKind.Class } type
        && type.AllInterfaces.Any(static one => one.ToDisplayString() == "Orleans.Runtime.IAddressable");

    /// <summary>Members of other enums are read from packs and requests by their names.</summary>
    static bool IsRefusal(ISymbol member) =>
        member.ContainingType.Name.EndsWith("Refusal", StringComparison.Ordinal);

    /// <summary>What is read back from JSON and from configuration is found by its name.</summary>
    static bool IsSerialised(ISymbol symbol) => symbol is IPropertySymbol { SetMethod.IsInitOnly: true };

    static bool ImplementsInterface(ISymbol symbol) =>
        symbol.ContainingType is { TypeKind: not TypeKind.Interface } type
        && type.AllInterfaces.SelectMany(static one => one.GetMembers()).Any(member =>
            SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), symbol));
}
