using Gongji.Policy.Areas;
using Gongji.Policy.Packs;

namespace Gongji.Journal.Life;

/// <summary>Policy packs as files: one <c>*.json</c> per area.</summary>
public static class PolicyFolder
{
    /// <summary>Loads every pack in the folders. Later folders add to the earlier ones; none replaces a pack.</summary>
    /// <exception cref="PolicyPackException">A pack is wrong, an area has two, or a folder has none.</exception>
    public static PolicyPacks Load(params string[] folders) => Check(folders, []).Whole();

    /// <summary>Reads every pack in the folders, and tells all that is wrong.</summary>
    /// <param name="replacing">Folders whose packs take the place of those of the same areas in the others.</param>
    public static PackCheck Check(IEnumerable<string> folders, IEnumerable<string> replacing)
    {
        var missing = new List<PolicyPackException>();
        var check = PolicyPacks.Check(
            [.. folders.SelectMany(folder => Read(folder, missing))],
            [.. replacing.SelectMany(folder => Read(folder, missing))]);
        return check with { Faults = [.. missing, .. check.Faults] };
    }

    static IEnumerable<(string File, string Json)> Read(string folder, List<PolicyPackException> missing)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
        if (files.Length == 0)
        {
            missing.Add(new PolicyPackException(
                folder, "$", Directory.Exists(folder) ? "the folder has no *.json file" : "there is no such folder"));
        }
        return files.Order(StringComparer.Ordinal).Select(static file => (file, File.ReadAllText(file)));
    }
}
