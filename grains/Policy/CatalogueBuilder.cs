using Gongji.Visits;

namespace Gongji.Policy;

/// <summary>Lays catalogues over one another. Areas that have the same groups in force share one catalogue.</summary>
sealed class CatalogueBuilder
{
    readonly Dictionary<string, Catalogue> built = [];

    /// <param name="layers">From the most general pack to the most specific.</param>
    public Catalogue Build(IEnumerable<PolicyPack> layers, DateOnly day)
    {
        CatalogueGroup[] groups =
            [.. layers.SelectMany(static pack => pack.Catalogue).Where(group => group.HoldsOn(day))];
        var key = string.Join('|', groups.Select(static group => $"{group.At.File} {group.At.Path}"));
        if (!built.TryGetValue(key, out var catalogue))
        {
            catalogue = Merge(groups);
            built.Add(key, catalogue);
        }
        return catalogue;
    }

    static Catalogue Merge(CatalogueGroup[] groups)
    {
        var merged = groups
            .SelectMany(static group => group.Items)
            .GroupBy(static item => item.Key)
            .OrderBy(static same => same.Key, StringComparer.Ordinal)
            .Select(static same => (same.Key, Rule: new MergedRule(same)))
            .ToArray();
        var text = string.Join('\n', merged.Select(static m => $"{m.Key}:{m.Rule.Canonical()}"));
        return new Catalogue(
            merged.Where(static m => IsExact(m.Key)).Select(static m => Item(m.Key, m.Rule)),
            [.. merged.Where(static m => !IsExact(m.Key)).Select(static m => Item(m.Key, m.Rule))],
            Operation.DigestOf(text));
    }

    static bool IsExact(string key) => key.StartsWith(PolicyPack.ExactKey + "/", StringComparison.Ordinal);

    static CatalogueItem Item(string key, MergedRule rule)
    {
        var itemClass = rule.Get<ItemClass>("class");
        var barred = rule.Get("account_barred", false);
        if (barred && itemClass != ItemClass.Own)
        {
            throw rule.Node("account_barred").Wrong("an item that accounts may not pay must be of class own");
        }
        if (rule.Has("self_pay") && itemClass != ItemClass.B)
        {
            throw rule.Node("self_pay").Wrong("only an item of class b has a first self-payment");
        }
        if (rule.Has("limit") && itemClass == ItemClass.Own)
        {
            throw rule.Node("limit").Wrong("an item of class own has no price limit");
        }
        var code = key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var limit = rule.Has("limit") ? rule.Get<decimal>("limit") : (decimal?)null;
        return new CatalogueItem(
            code, itemClass, SelfPay(rule, itemClass), limit, barred, rule.Get<string>("category"));
    }

    static decimal SelfPay(MergedRule rule, ItemClass itemClass) => itemClass switch
    {
        ItemClass.A => 0m,
        ItemClass.B => rule.Get<decimal>("self_pay"),
        _ => 1m,
    };
}
