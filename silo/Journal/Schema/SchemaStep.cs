using System.Globalization;

namespace Gongji.Journal.Schema;

/// <summary>One numbered SQL file of a database's schema.</summary>
sealed record SchemaStep(int Number, string Name, string Sql)
{
    /// <summary>The steps that a database still lacks, in order.</summary>
    /// <param name="database">The folder of the database's SQL files.</param>
    /// <param name="applied">The number of the last step that was applied; 0 when none was.</param>
    /// <exception cref="NewerSchemaException">The database knows steps that this program doesn't.</exception>
    public static IReadOnlyList<SchemaStep> After(string database, long applied)
    {
        var known = Of(database);
        return applied <= known[^1].Number
            ? [.. known.Where(step => step.Number > applied)]
            : throw new NewerSchemaException(applied, known[^1].Number);
    }

    static List<SchemaStep> Of(string database)
    {
        var assembly = typeof(SchemaStep).Assembly;
        var prefix = $"{typeof(SchemaStep).Namespace}.{database}.";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using var text = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var file = name[prefix.Length..];
                return new SchemaStep(int.Parse(file[..3], CultureInfo.InvariantCulture), file, text.ReadToEnd());
            })];
    }
}
