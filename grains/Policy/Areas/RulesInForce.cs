using Gongji.Policy.Benefits;
using Gongji.Policy.Packs;

namespace Gongji.Policy.Areas;

/// <summary>All that decides in an area on a day, each field as the most specific layer states it.</summary>
/// <param name="rules">By family and key, but for benefits.</param>
/// <param name="benefits">What each is granted; whoever is granted nothing is not among them.</param>
/// <param name="missing">What is wrong where a rule has to be and is not.</param>
sealed class RulesInForce(
    AreaCode area,
    string catalogueDigest,
    IReadOnlyDictionary<(string Family, string Key), MergedRule> rules,
    IReadOnlyDictionary<BenefitKey, MergedRule> benefits,
    Func<RuleFamily, string, PolicyPackException> missing)
{
    public AreaCode Area => area;

    public string CatalogueDigest => catalogueDigest;

    public IReadOnlyDictionary<BenefitKey, MergedRule> Benefits => benefits;

    /// <summary>What somebody gets, by name or as one of all others.</summary>
    public MergedRule? GrantedFor(BenefitKey key) => benefits.GetValueOrDefault(key)
        ?? (key.Disease is null ? null : benefits.GetValueOrDefault(key with { Disease = BenefitKey.Others }));

    /// <summary>All rules of a family but benefits, by their keys.</summary>
    public IEnumerable<(string Key, MergedRule Rule)> Of(RuleFamily family) => rules
        .Where(rule => rule.Key.Family == family.Name)
        .OrderBy(static rule => rule.Key.Key, StringComparer.Ordinal)
        .Select(static rule => (rule.Key.Key, rule.Value));

    public MergedRule? Find(RuleFamily family, string key) => rules.GetValueOrDefault((family.Name, key));

    /// <exception cref="PolicyPackException">There is none.</exception>
    public MergedRule Need(RuleFamily family, string key) => Find(family, key) ?? throw missing(family, key);
}
