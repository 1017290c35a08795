using Gongji.Policy.Areas;

namespace Gongji.Tests.Policy;

/// <summary>The packs that the product ships, read from the source tree.</summary>
static class ShippedPacks
{
    public static readonly string Folder = Path.Combine(Root(), "deploy", "policies");

    public static (string File, string Json)[] Texts { get; } =
    [
        .. Directory.GetFiles(Folder, "*.json")
            .Order()
            .Select(static file => (Path.GetFileName(file), File.ReadAllText(file))),
    ];

    public static PolicyPacks Policies { get; } = PolicyPacks.Load(Texts);

    public static AreaPolicy On(string area, DateOnly day) =>
        Policies.For(AreaCode.Of(area), day) ?? throw new InvalidOperationException($"{area} is not covered on {day}");

    /// <summary>The shipped packs with a text in them changed.</summary>
    public static PolicyPacks With(string text, string changed) => PolicyPacks.Load(
        [.. Texts.Select(pack => (pack.File, pack.Json.Replace(text, changed, StringComparison.Ordinal)))]);

    static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gongji.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not inside the source tree");
        }
        return folder;
    }
}
