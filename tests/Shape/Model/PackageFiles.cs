using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.CodeAnalysis;

namespace Gongji.Tests.Shape.Model;

/// <summary>What restoring a project has found for its compiler.</summary>
sealed class PackageFiles
{
    static readonly Dictionary<string, MetadataReference> Known = [];

    static readonly string[] Frameworks =
        [.. new[] { typeof(object), typeof(WebApplication) }
            .SelectMany(static type => Directory.GetFiles(Path.GetDirectoryName(type.Assembly.Location)!, "*.dll"))
            .Where(static file => !Path.GetFileName(file).Contains("Native", StringComparison.Ordinal))];

    static readonly HashSet<string> FrameworkNames = [.. Frameworks.Select(static file => Path.GetFileName(file))];

    PackageFiles(IEnumerable<string> libraries, IEnumerable<string> usings)
    {
        References =
            [.. Frameworks
                .Concat(libraries.Where(static file => !FrameworkNames.Contains(Path.GetFileName(file))))
                .Select(ReferenceTo)];
        Usings = [.. usings];
    }

    public MetadataReference[] References { get; }

    /// <summary>Global usings that packages add.</summary>
    public string[] Usings { get; }

    public static PackageFiles Of(ProjectFile project)
    {
        var assets = $"artifacts/obj/{project.Name}/project.assets.json";
        if (!Tree.Has(assets))
        {
            throw new InvalidOperationException($"{assets} is missing: the solution has to be restored first");
        }
        using var json = JsonDocument.Parse(Tree.Text(assets));
        var root = json.RootElement;
        var folders = root.GetProperty("packageFolders").EnumerateObject().Select(static f => f.Name).ToArray();
        var libraries = new List<string>();
        var usings = new List<string>();
        foreach (var package in root.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject())
        {
            if (!root.GetProperty("libraries").GetProperty(package.Name).TryGetProperty("path", out var path))
            {
                continue;
            }
            var folder = folders.Select(f => Path.Combine(f, path.GetString()!)).FirstOrDefault(Directory.Exists);
            if (folder is not null)
            {
                libraries.AddRange(FilesOf(package.Value, "compile", folder, ".dll"));
                usings.AddRange(FilesOf(package.Value, "build", folder, "s").SelectMany(UsingsOf));
            }
        }
        return new PackageFiles(libraries, usings);
    }

    static IEnumerable<string> FilesOf(JsonElement package, string use, string folder, string ending) =>
        package.TryGetProperty(use, out var files)
            ? files.EnumerateObject()
                .Where(file => file.Name.EndsWith(ending, StringComparison.Ordinal))
                .Select(file => Path.Combine(folder, file.Name))
            : [];

    // What is for whoever stands further off, buildTransitive/, is often no more than a pointer to build/.
    static IEnumerable<string> UsingsOf(string targets) =>
        new[] { targets, targets.Replace("/buildTransitive/", "/build/", StringComparison.Ordinal) }
            .Distinct()
            .Where(File.Exists)
            .SelectMany(static file => XDocument.Load(file).Descendants())
            .Where(static item => item.Name.LocalName == "Using")
            .Select(static item => item.Attribute("Include")?.Value)
            .OfType<string>();

    static MetadataReference ReferenceTo(string file)
    {
        if (!Known.TryGetValue(file, out var reference))
        {
            Known[file] = reference = MetadataReference.CreateFromFile(file);
        }
        return reference;
    }
}
