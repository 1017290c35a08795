using Microsoft.CodeAnalysis;

namespace Gongji.Tests.Shape.Model;

/// <summary>A type of one folder uses a type of another.</summary>
sealed record Arrow(string From, string To, string Type, string File, string Used);

/// <summary>The product's folders and who of them uses whom; a folder and the folders in it are neighbours.</summary>
sealed class FolderGraph
{
    readonly ILookup<string, Arrow> _arrows;

    public FolderGraph(IEnumerable<Arrow> arrows)
    {
        _arrows = arrows.Where(static arrow => arrow.From != arrow.To).Distinct().ToLookup(static arrow => arrow.From);
    }

    public IEnumerable<Arrow> Arrows => _arrows.SelectMany(static arrows => arrows);

    public static FolderGraph OfProduct()
    {
        var product = Sources.Ours.ProductFiles.Select(static code => code.Path).ToHashSet();
        return new FolderGraph(
            from use in Uses.Ours.All
            where use.From.Project.IsProduct
            let used = TopType(use.Of)
            where used is not null
            let file = used.Locations[0].SourceTree!.FilePath
            where product.Contains(file)
            let type = use.TypeName
            select new Arrow(use.From.Folder, FolderOf(file), type, use.From.Path, used.Name));
    }

    /// <summary>Every circle as the shortest way from its first folder back to it.</summary>
    public IEnumerable<string[]> Circles()
    {
        var told = new HashSet<string>();
        foreach (var folder in _arrows.Select(static arrows => arrows.Key).Order(StringComparer.Ordinal))
        {
            if (!told.Contains(folder) && WayBack(folder) is { } circle)
            {
                told.UnionWith(circle);
                yield return circle;
            }
        }
    }

    /// <summary>A circle as a reader mends it: who uses what, in which file.</summary>
    public string Describe(string[] circle)
    {
        var lines = circle.Zip([.. circle.Skip(1), circle[0]], (from, to) =>
            $"{from} -> {to}\n" + string.Concat(_arrows[from]
                .Where(arrow => arrow.To == to)
                .Select(static arrow => $"    {arrow.Type} uses {arrow.Used} ({arrow.File})\n")));
        return string.Concat(lines);
    }

    string[]? WayBack(string start)
    {
        var cameFrom = new Dictionary<string, string>();
        var queue = new Queue<string>([start]);
        while (queue.TryDequeue(out var folder))
        {
            foreach (var next in _arrows[folder].Select(static arrow => arrow.To).Distinct())
            {
                if (!cameFrom.TryAdd(next, folder))
                {
                    continue;
                }
                if (next == start)
                {
                    return Way(start, cameFrom);
                }
                queue.Enqueue(next);
            }
        }
        return null;
    }

    static string[] Way(string start, Dictionary<string, string> cameFrom)
    {
        var way = new List<string> { start };
        for (var folder = cameFrom[start]; folder != start; folder = cameFrom[folder])
        {
            way.Insert(1, folder);
        }
        return [.. way];
    }

    static INamedTypeSymbol? TopType(ISymbol symbol)
    {
        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }
        return type;
    }

    static string FolderOf(string file) => Path.GetDirectoryName(file)!.Replace('\\', '/');
}
