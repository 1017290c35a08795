using System.Text.RegularExpressions;
using Gongji.Policy.Packs;

namespace Gongji.Policy.Catalogues;

/// <summary>The entries of a catalogue that are in force together, as a pack has them.</summary>
sealed partial record CatalogueGroup(PackNode At, DateOnly From, DateOnly To, PackRule[] Items)
{
    public const string ExactKey = "code";

    public const string PrefixKey = "prefix";

    /// <summary>How each field of an item is read.</summary>
    public static readonly IReadOnlyDictionary<string, Func<PackNode, object?>> ItemFields =
        new Dictionary<string, Func<PackNode, object?>>
        {
            ["name"] = static n => n.Text(),
            ["category"] = static n => n.Matching(Category(), "a fee category from 01 to 14"),
            ["class"] = static n => n.OneOf<ItemClass>(),
            ["self_pay"] = static n => n.Ratio(),
            ["limit"] = static n => n.Price(),
            ["account_barred"] = static n => n.Flag(),
            ["special_exam"] = static n => n.Flag(),
        };

    public bool HoldsOn(DateOnly day) => From <= day && day <= To;

    /// <exception cref="PolicyPackException">It is not to be known on which days it is in force, or it has no
    /// items.</exception>
    public static CatalogueGroup Read(PackNode group)
    {
        group.ExpectObject();
        var faults = group.Faults;
        faults.Of(() => group.OnlyKeys(["from", "to", "source", "items"]));
        faults.Of(() => PackRule.CheckSource(group.Need("source"), [], []));
        var (from, to) = PackRule.ReadDates(group);
        var items = new List<PackRule>();
        foreach (var item in group.Need("items").Items())
        {
            faults.Of(() => items.Add(ReadItem(item, from, to)));
        }
        return new CatalogueGroup(group, from, to, [.. items]);
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
                field => new PackField(item.Need(field.Key), field.Value));
        return new PackRule("catalogue", $"{kind}/{code}", item, from, to, fields);
    }

    [GeneratedRegex(@"^(0[1-9]|1[0-4])\z")]
    private static partial Regex Category();

    [GeneratedRegex(@"^[A-Z0-9-]{1,50}\z")]
    private static partial Regex ItemCode();
}
