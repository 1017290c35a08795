using Gongji.Policy.Benefits;
using Gongji.Policy.Packs;

namespace Gongji.Policy.Areas;

/// <summary>Lays the packs of an area over one another, as they stand on one day.</summary>
/// <param name="layers">From the most general pack to the area's own, which is the last.</param>
/// <param name="told">By key: a rule that no pack has on an earlier day, of which enough is told.</param>
sealed class LayeredRules(PolicyPack[] layers, DateOnly day, Dictionary<string, PolicyPackException> told)
{
    readonly ILookup<(AreaCode, string Key), PackRule> _benefits = layers
        .SelectMany(static pack => pack.Rules, static (pack, rule) => (pack.Area, Rule: rule))
        .Where(of => of.Rule.Family == RuleFamilies.Benefits.Name && of.Rule.HoldsOn(day))
        .ToLookup(static of => (of.Area, of.Rule.Key), static of => of.Rule);

    /// <summary>Many are granted the same by the same entries.</summary>
    readonly Dictionary<string, MergedRule> _granted = [];

    PolicyPack City => layers[^1];

    public RulesInForce InForce(string catalogueDigest) => new(
        City.Area,
        catalogueDigest,
        layers.SelectMany(static pack => pack.Rules)
            .Where(rule => rule.Family != RuleFamilies.Benefits.Name && rule.HoldsOn(day))
            .GroupBy(static rule => (rule.Family, rule.Key))
            .ToDictionary(static same => same.Key, static same => new MergedRule(same)),
        Benefits(),
        Missing);

    Dictionary<BenefitKey, MergedRule> Benefits()
    {
        var granted = new Dictionary<BenefitKey, MergedRule>();
        var diseases = Diseases();
        foreach (var key in from care in Enum.GetValues<BenefitCare>()
                            from who in PersonClass.All
                            from disease in diseases
                            select new BenefitKey(care, who, disease))
        {
            if (BenefitFor(key) is { } rule)
            {
                granted.Add(key, rule);
            }
        }
        return granted;
    }

    /// <summary>None, and those that rules name.</summary>
    DiseaseCode?[] Diseases() =>
    [
        .. _benefits.SelectMany(static rules => rules)
            .SelectMany(static rule => RuleFamilies.DiseasesOf(rule.At))
            .Append(null)
            .Distinct(),
    ];

    /// <summary>What an area says goes before what wider areas say, and in one pack what it says of some before what
    /// it says of all. All that is said of a disease goes before what is said of care for none.</summary>
    /// <returns>Null where nothing is said of the care, or of the disease.</returns>
    MergedRule? BenefitFor(BenefitKey key)
    {
        PackRule[] found = [.. Layers(key)];
        if (found.Length == 0)
        {
            return null;
        }
        PackRule[] all = key.Disease is null ? found : [.. Layers(key with { Disease = null }), .. found];
        var entries = string.Join('|', all.Select(static rule => $"{rule.At.File} {rule.At.Path}"));
        if (!_granted.TryGetValue(entries, out var granted))
        {
            _granted[entries] = granted = new MergedRule(all);
        }
        return granted;
    }

    IEnumerable<PackRule> Layers(BenefitKey key) =>
        from pack in layers
        from name in key.Names
        from rule in _benefits[(pack.Area, name)]
        select rule;

    PolicyPackException Missing(RuleFamily family, string key)
    {
        if (layers.Select(pack => pack.Unread.GetValueOrDefault(family.Name)).OfType<PolicyPackException>()
            .FirstOrDefault() is { } unread)
        {
            return unread;
        }
        var name = $"{family.Name}/{key}";
        if (!told.TryGetValue(name, out var missing))
        {
            missing = City.Root.Wrong($"no rule {name.TrimEnd('/')} is in force on {day:yyyy-MM-dd}, "
                + "here and in the packs of the wider areas");
            told.Add(name, missing);
        }
        return missing;
    }
}
