namespace Gongji.Tests.Shape;

/// <summary>The files of the repository, as the tests of its shape read them.</summary>
static class Tree
{
    static readonly string[] NotOurs = [".git", "artifacts", "bin", "obj", "data", "node_modules"];

    static readonly string Root = FindRoot();

    /// <summary>Paths from the root, with slashes.</summary>
    public static string[] Files(string ending, string under = "") =>
        [.. Walk(Path.Combine(Root, under)).Where(path => path.EndsWith(ending, StringComparison.Ordinal)).Order()];

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>A path without its detours.</summary>
    public static string Relative(string path) =>
        Path.GetRelativePath(Root, Path.GetFullPath(Path.Combine(Root, path))).Replace('\\', '/');

    public static bool Has(string path) => Path.Exists(Path.Combine(Root, path));

    static IEnumerable<string> Walk(string folder) =>
        Directory.GetFiles(folder)
            .Select(static file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Concat(Directory.GetDirectories(folder)
                .Where(static inner => !NotOurs.Contains(Path.GetFileName(inner)))
                .SelectMany(Walk));

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Gongji.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Gongji.slnx is in no folder above the test");
        }
        return folder.FullName;
    }
}
