using Gongji.Policy.Areas;
using Gongji.Policy.Packs;

namespace Gongji.Journal.Life;

/// <summary>Policy packs as files: one <c>*.json</c> per area.</summary>
public static class PolicyFolder
{
    /// <summary>Loads every pack in the folders. Later folders add to the earlier ones; none replaces a pack.</summary>
    /// <exception cref="PolicyPackException">A pack is wrong, an area has two, or a folder has none.</exception>
    public static PolicyPacks Load(params string[] folders) => PolicyPacks.Load(folders.SelectMany(Read));

    static (string File, string Json)[] Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new PolicyPackException(folder, "$", "there is no such folder");
        }
        var files = Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).ToArray();
        return files.Length > 0
            ? [.. files.Select(static file => (file, File.ReadAllText(file)))]
            : throw new PolicyPackException(folder, "$", "the folder has no *.json file");
    }
}
