using System.Text.RegularExpressions;
using Gongji.Policy.Packs;

namespace Gongji.Policy.Areas;

/// <summary>The entries of a catalogue that are in force together.</summary>
sealed record CatalogueGroup(PackNode At, DateOnly From, DateOnly To, PackRule[] Items)
{
    public bool HoldsOn(DateOnly day) => From <= day && day <= To;
}

/// <summary>One pack as it was read: checked by itself, not yet laid over the packs of the wider areas.</summary>
/// <param name="From">For a pooling area: the day from which its rules are complete; null for the layers above.</param>
sealed partial record PolicyPack(
    PackNode Root, AreaCode Area, string Name, DateOnly? From, PackRule[] Rules, CatalogueGroup[] Catalogue)
{
    public static readonly AreaCode Nation = new("000000");

    public const string ExactKey = "code";
    public const string PrefixKey = "prefix";

    const string CatalogueName = "catalogue";

    static readonly IReadOnlyDictionary<string, Func<PackNode, object?>> ItemFields =
        new Dictionary<string, Func<PackNode, object?>>
        {
            ["name"] = static n => n.Text(),
            ["category"] = static n => n.Matching(Category(), "a fee category from 01 to 14"),
            ["class"] = static n => n.OneOf<ItemClass>(),
            ["self_pay"] = static n => n.Ratio(),
            ["limit"] = static n => n.Price(),
            ["account_barred"] = static n => n.Flag(),
        };

    public static PolicyPack Read(string file, string json)
    {
        var root = PackNode.Root(file, json);
        root.OnlyKeys(["area", "name", "from", CatalogueName, .. RuleFamilies.All.Select(static f => f.Name)]);
        var area = root.Need("area").Area();
        var name = root.Need("name").Text();
        PackRule[] rules = [.. RuleFamilies.All.SelectMany(family => ReadFamily(root, family))];
        PackRule.CheckOverlaps(rules);
        CatalogueGroup[] catalogue =
            root.Find(CatalogueName) is { } groups ? [.. groups.Items().Select(ReadGroup)] : [];
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

    static CatalogueGroup ReadGroup(PackNode group)
    {
        group.OnlyKeys(["from", "to", "source", "items"]);
        var (from, to) = PackRule.ReadDates(group);
        PackRule.CheckSource(group.Need("source"), []);
        return new CatalogueGroup(
            group, from, to, [.. group.Need("items").Items().Select(item => ReadItem(item, from, to))]);
    }

    static PackRule ReadItem(PackNode item, DateOnly from, DateOnly to)
    {
        item.OnlyKeys([ExactKey, PrefixKey, .. ItemFields.Keys]);
        if (item.Find(ExactKey) is not null == item.Find(PrefixKey) is not null)
        {
            throw item.Wrong("needs either a code or a prefix");
        }
        var kind = item.Find(ExactKey) is null ? PrefixKey : ExactKey;
        var code = item.Need(kind).Matching(ItemCode(), "an item code: capital letters, digits and hyphens");
        var fields = ItemFields
            .Where(field => item.Find(field.Key) is not null)
            .ToDictionary(
                static field => field.Key,
                field => new PackField(item.Need(field.Key), field.Value(item.Need(field.Key))));
        return new PackRule(CatalogueName, $"{kind}/{code}", item, from, to, fields);
    }

    [GeneratedRegex("^(0[1-9]|1[0-4])$")]
    private static partial Regex Category();

    [GeneratedRegex("^[A-Z0-9-]{1,50}$")]
    private static partial Regex ItemCode();
}
