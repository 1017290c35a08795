using Gongji.Policy.Packs;

namespace Gongji.Policy.Catalogues;

/// <summary>Lays catalogues over one another. Areas that have the same groups in force share one catalogue.</summary>
sealed class CatalogueBuilder(PackFaults faults)
{
    readonly Dictionary<string, Catalogue> _built = [];

    /// <param name="all">From the most general pack's to the most specific's.</param>
    public Catalogue Build(IEnumerable<CatalogueGroup> all, DateOnly day)
    {
        CatalogueGroup[] groups = [.. all.Where(group => group.HoldsOn(day))];
        var key = string.Join('|', groups.Select(static group => $"{group.At.File} {group.At.Path}"));
        if (!_built.TryGetValue(key, out var catalogue))
        {
            catalogue = Merge(groups);
            _built.Add(key, catalogue);
        }
        return catalogue;
    }

    Catalogue Merge(CatalogueGroup[] groups)
    {
        var merged = groups
            .SelectMany(static group => group.Items)
            .GroupBy(static item => item.Key)
            .OrderBy(static same => same.Key, StringComparer.Ordinal)
            .Select(static same => (same.Key, Rule: new MergedRule(same)))
            .ToArray();
        var text = string.Join('\n', merged.Select(static m => $"{m.Key}:{m.Rule.Canonical()}"));
        var items = new List<(string Key, CatalogueItem Item)>();
        foreach (var (key, rule) in merged)
        {
            faults.Of(() => items.Add((key, Item(key, rule))));
        }
        return new Catalogue(
            items.Where(static one => IsExact(one.Key)).Select(static one => one.Item),
            [.. items.Where(static one => !IsExact(one.Key)).Select(static one => one.Item)],
            Operation.DigestOf(text));
    }

    static bool IsExact(string key) => key.StartsWith(CatalogueGroup.ExactKey + "/", StringComparison.Ordinal);

    static CatalogueItem Item(string key, MergedRule rule)
    {
        var itemClass = rule.Get<ItemClass>("class");
        var may = Statements.Of(itemClass);
        CheckFitsClass(rule, may);
        return new CatalogueItem(
            key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..],
            itemClass,
            SelfPay(rule, itemClass),
            rule.Has("limit") && may.Limit ? rule.Get<decimal>("limit") : null,
            may.AccountBarred && rule.Get("account_barred", false),
            rule.Get<string>("category"),
            may.SpecialExam && rule.Get("special_exam", false));
    }

    // What a wider area said of the class that it gave the item means nothing for the class that a narrower one gives.
    static void CheckFitsClass(MergedRule rule, Statements may)
    {
        if (rule.HasSince("account_barred", "class") && rule.Get<bool>("account_barred") && !may.AccountBarred)
        {
            throw rule.Node("account_barred").Wrong("an item that accounts may not pay must be of class own");
        }
        if (rule.HasSince("self_pay", "class") && !may.SelfPay)
        {
            throw rule.Node("self_pay").Wrong("only an item of class b has a first self-payment");
        }
        if (rule.HasSince("special_exam", "class") && rule.Get<bool>("special_exam") && !may.SpecialExam)
        {
            throw rule.Node("special_exam").Wrong("an item of class own is no special examination of the insurance");
        }
        if (rule.HasSince("limit", "class") && !may.Limit)
        {
            throw rule.Node("limit").Wrong("an item of class own has no price limit");
        }
    }

    static decimal SelfPay(MergedRule rule, ItemClass itemClass) => itemClass switch
    {
        ItemClass.A => 0m,
        ItemClass.B => rule.Get<decimal>("self_pay"),
        ItemClass.Own => 1m,
    };

    /// <summary>What may be said of an item beside its class.</summary>
    readonly record struct Statements(bool AccountBarred, bool SelfPay, bool Limit, bool SpecialExam)
    {
        public static Statements Of(ItemClass itemClass) => itemClass switch
        {
            ItemClass.A => new(false, SelfPay: false, Limit: true, SpecialExam: true),
            ItemClass.B => new(false, SelfPay: true, Limit: true, SpecialExam: true),
            ItemClass.Own => new(true, SelfPay: false, Limit: false, SpecialExam: false),
        };
    }
}
