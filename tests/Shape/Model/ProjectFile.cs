using System.Xml.Linq;

namespace Gongji.Tests.Shape.Model;

/// <summary>A project of the tree, as its file and the Directory.Build.props above it describe it.</summary>
sealed class ProjectFile
{
    /// <summary>Those of the SDK for a program without a page of its own.</summary>
    static readonly string[] ImplicitUsings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading",
        "System.Threading.Tasks",
    ];

    readonly XDocument _xml;

    public ProjectFile(string path)
    {
        Path = path;
        Folder = System.IO.Path.GetDirectoryName(path)!.Replace('\\', '/');
        Name = System.IO.Path.GetFileNameWithoutExtension(path);
        _xml = XDocument.Parse(Tree.Text(path));
    }

    public string Path { get; }

    public string Folder { get; }

    public string Name { get; }

    public string AssemblyName => Property("AssemblyName") ?? Name;

    /// <summary>What tests/Directory.Build.props says of tests, and the SDK of everybody else.</summary>
    public string RootNamespace =>
        Property("RootNamespace")
        ?? (Folder.StartsWith("tests/", StringComparison.Ordinal)
            ? $"Gongji.Tests.{System.IO.Path.GetFileName(Folder)}"
            : Name);

    public bool IsProgram => Property("OutputType") == "Exe";

    public bool IsProduct =>
        Folder.StartsWith("grains/", StringComparison.Ordinal)
        || Folder.StartsWith("silo/", StringComparison.Ordinal)
        || Folder.StartsWith("client/", StringComparison.Ordinal);

    /// <summary>Paths from the root.</summary>
    public IEnumerable<string> References => Items("ProjectReference").Select(FromRoot);

    public IEnumerable<XElement> Packages => _xml.Descendants("PackageReference");

    public IEnumerable<string> Friends => Items("InternalsVisibleTo");

    /// <summary>
    /// Conditions are not read: a namespace that a project can't see does no harm among its global usings.
    /// </summary>
    public IEnumerable<string> GlobalUsings =>
        Above().Append(_xml).SelectMany(static xml => Items(xml, "Using")).Concat(ImplicitUsings).Distinct();

    /// <summary>The code that lies in the project's folder and in no project's below it.</summary>
    public IEnumerable<string> OwnFiles(IEnumerable<ProjectFile> all)
    {
        var below = all.Where(other => other.Folder.StartsWith(Folder + "/", StringComparison.Ordinal)).ToArray();
        return Tree.Files(".cs", Folder)
            .Where(file => !below.Any(other => file.StartsWith(other.Folder + "/", StringComparison.Ordinal)));
    }

    /// <summary>The code of other folders that is compiled into this project as well.</summary>
    public IEnumerable<string> LinkedFiles =>
        Items("Compile").SelectMany(static include => include.Split(';')).Select(FromRoot);

    string FromRoot(string include) => Tree.Relative(System.IO.Path.Combine(Folder, include));

    string? Property(string name) => _xml.Descendants(name).FirstOrDefault()?.Value;

    IEnumerable<string> Items(string kind) => Items(_xml, kind);

    static IEnumerable<string> Items(XDocument xml, string kind) =>
        xml.Descendants(kind).Select(static item => item.Attribute("Include")?.Value).OfType<string>();

    IEnumerable<XDocument> Above()
    {
        for (var folder = Folder; ; folder = System.IO.Path.GetDirectoryName(folder)!)
        {
            var props = System.IO.Path.Combine(folder, "Directory.Build.props");
            if (Tree.Has(props))
            {
                yield return XDocument.Parse(Tree.Text(props));
            }
            if (folder.Length == 0)
            {
                yield break;
            }
        }
    }
}
