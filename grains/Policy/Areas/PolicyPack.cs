using Gongji.Policy.Catalogues;
using Gongji.Policy.Packs;

namespace Gongji.Policy.Areas;

/// <summary>One pack as it was read: checked by itself, not yet laid over the packs of the wider areas.</summary>
/// <param name="From">For a pooling area: the day from which its rules are complete; null for the layers above.</param>
sealed record PolicyPack(
    PackNode Root, AreaCode Area, string Name, DateOnly? From, PackRule[] Rules, CatalogueGroup[] Catalogue)
{
    public static readonly AreaCode Nation = new("000000");

    const string CatalogueName = "catalogue";

    public static PolicyPack Read(string file, string json)
    {
        var root = PackNode.Root(file, json);
        root.OnlyKeys(["area", "name", "from", CatalogueName, .. RuleFamilies.All.Select(static f => f.Name)]);
        var area = root.Need("area").Area();
        var name = root.Need("name").Text();
        PackRule[] rules = [.. RuleFamilies.All.SelectMany(family => ReadFamily(root, family))];
        PackRule.CheckOverlaps(rules);
        CatalogueGroup[] catalogue =
            root.Find(CatalogueName) is { } groups ? [.. groups.Items().Select(CatalogueGroup.Read)] : [];
        PackRule.CheckOverlaps(catalogue.SelectMany(static group => group.Items));
        return new PolicyPack(root, area, name, ReadFrom(root, area), rules, catalogue);
    }

    static IEnumerable<PackRule> ReadFamily(PackNode root, RuleFamily family) =>
        root.Find(family.Name) is { } list ? list.Items().SelectMany(entry => PackRule.Read(family, entry)) : [];

    static DateOnly? ReadFrom(PackNode root, AreaCode area)
    {
        if (area != area.Province)
        {
            return root.Need("from").Day();
        }
        return root.Find("from") is { } from
            ? throw from.Wrong("only the pack of a pooling area says from when it is covered")
            : null;
    }
}
