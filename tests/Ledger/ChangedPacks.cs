using Gongji.Policy.Areas;

namespace Gongji.Tests.Ledger;

/// <summary>The shipped packs with another choice in one of them.</summary>
static class ChangedPacks
{
    public static PolicyPacks With(string file, string shipped, string changed)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "policies");
        var texts = Directory.GetFiles(folder, "*.json").ToDictionary(
            static path => Path.GetFileName(path), static path => File.ReadAllText(path));
        Assert.Contains(shipped, texts[file], StringComparison.Ordinal);
        texts[file] = texts[file].Replace(shipped, changed, StringComparison.Ordinal);
        return PolicyPacks.Load([.. texts.Select(static text => (text.Key, text.Value))]);
    }
}
