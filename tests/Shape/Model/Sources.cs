using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Gongji.Tests.Shape.Model;

/// <summary>A file of a project with what the compiler knows of it.</summary>
sealed record Code(ProjectFile Project, string Path, SyntaxTree Syntax, CSharpCompilation Compilation)
{
    public SyntaxNode Root => Syntax.GetRoot();

    // Kept, because it remembers what it has understood.
    public SemanticModel Model { get; } = Compilation.GetSemanticModel(Syntax);

    /// <summary>The folder in which the file lies.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    public string Place(TextSpan span) => $"{Path}:{Syntax.GetLineSpan(span).StartLinePosition.Line + 1}";

    public int Lines(TextSpan span)
    {
        var lines = Syntax.GetLineSpan(span);
        return lines.EndLinePosition.Line - lines.StartLinePosition.Line + 1;
    }
}

/// <summary>Every project of the solution, compiled without the source generators.</summary>
sealed class Sources
{
    static readonly Lazy<Sources> Loaded = new(static () => new Sources());

    static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview);

    readonly Dictionary<string, CSharpCompilation> _compilations = [];
    readonly List<Code> _code = [];

    Sources()
    {
        Projects = [.. ListedProjects().Select(static path => new ProjectFile(path))];
        foreach (var project in Projects)
        {
            Compile(project);
        }
    }

    public static Sources Ours => Loaded.Value;

    public ProjectFile[] Projects { get; }

    /// <summary>Every file of the solution, in the project in whose folder it lies.</summary>
    public IEnumerable<Code> Files => _code;

    public IEnumerable<Code> ProductFiles => _code.Where(static code => code.Project.IsProduct);

    public static string[] ListedProjects() =>
        [.. XDocument.Parse(Tree.Text("Gongji.slnx")).Descendants("Project")
            .Select(static project => project.Attribute("Path")!.Value)];

    CSharpCompilation Compile(ProjectFile project)
    {
        if (_compilations.TryGetValue(project.Path, out var done))
        {
            return done;
        }
        var below = Below(project).Select(Compile).Select(static c => c.ToMetadataReference()).ToArray();
        var packages = PackageFiles.Of(project);
        var own = project.OwnFiles(Projects).Select(Parsed).ToArray();
        var compilation = CSharpCompilation.Create(
            project.AssemblyName,
            [.. own, .. project.LinkedFiles.Select(Parsed), Generated(project, packages)],
            [.. packages.References, .. below],
            new CSharpCompilationOptions(
                project.IsProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable));
        _code.AddRange(own.Select(syntax => new Code(project, syntax.FilePath, syntax, compilation)));
        return _compilations[project.Path] = compilation;
    }

    /// <summary>A project sees what those see to which it refers.</summary>
    ProjectFile[] Below(ProjectFile project)
    {
        var direct = project.References
            .Select(path => Projects.FirstOrDefault(p => p.Path == path)
                ?? throw new InvalidOperationException($"{project.Path} refers to {path}, which no solution has"))
            .ToArray();
        return [.. direct.Concat(direct.SelectMany(Below)).Distinct()];
    }

    static SyntaxTree Parsed(string path) => CSharpSyntaxTree.ParseText(Tree.Text(path), Parsing, path);

    /// <summary>What the SDK writes into a project beside its code.</summary>
    static SyntaxTree Generated(ProjectFile project, PackageFiles packages)
    {
        var usings = project.GlobalUsings.Concat(packages.Usings).Select(static name => $"global using {name};");
        var friends = project.Friends.Select(static name =>
            $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{name}\")]");
        return CSharpSyntaxTree.ParseText(string.Join('\n', usings.Concat(friends)), Parsing, "");
    }
}
