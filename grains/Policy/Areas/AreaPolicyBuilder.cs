using System.Text;
using Gongji.Policy.Aid;
using Gongji.Policy.Benefits;
using Gongji.Policy.Catalogues;
using Gongji.Policy.Packs;
using Gongji.Policy.Payers;

namespace Gongji.Policy.Areas;

/// <summary>Makes the rules of one pooling area on one day out of its layers.</summary>
sealed class AreaPolicyBuilder
{
    readonly SortedDictionary<string, MergedRule> _merged;
    readonly PolicyPack _city;
    readonly DateOnly _day;
    readonly Catalogue _catalogue;

    AreaPolicyBuilder(PolicyPack[] layers, DateOnly day, Catalogue catalogue)
    {
        _city = layers[^1];
        _day = day;
        _catalogue = catalogue;
        _merged = new(
            layers.SelectMany(static pack => pack.Rules)
                .Where(rule => rule.HoldsOn(day))
                .GroupBy(static rule => Key(rule.Family, rule.Key))
                .ToDictionary(static same => same.Key, static same => new MergedRule(same)),
            StringComparer.Ordinal);
    }

    /// <param name="layers">From the most general pack to the area's own, which is the last.</param>
    public static AreaPolicy Build(PolicyPack[] layers, DateOnly day, Catalogue catalogue) =>
        new AreaPolicyBuilder(layers, day, catalogue).Policy();

    AreaPolicy Policy()
    {
        var version = Version();
        var accounts = Enum.GetValues<PersonKind>()
            .Select(kind => Account(Need(RuleFamilies.Accounts, SnakeCase.Of(kind))));
        return new AreaPolicy(new AreaRules(
            version,
            _city.Area,
            [.. Aid(version)],
            Need(RuleFamilies.Reach, "").Get<Reach>("care"),
            Need(RuleFamilies.Terms, "").Get<int?>("settle_within_days"),
            Payers(Need(RuleFamilies.Payers, "")),
            [.. accounts],
            Benefits(),
            _catalogue));
    }

    string Version()
    {
        var text = new StringBuilder();
        foreach (var (key, rule) in _merged)
        {
            text.Append(key).Append(':').Append(rule.Canonical()).Append('\n');
        }
        return $"{_city.Area}@{Operation.DigestOf(text.Append(_catalogue.Digest).ToString())[..8]}";
    }

    BenefitRule?[] Benefits()
    {
        var standards = Need(RuleFamilies.Standards, "");
        var rules = new BenefitRule?[Enum.GetValues<CareKind>().Length * AreaPolicy.PersonKinds];
        foreach (var care in Enum.GetValues<CareKind>())
        {
            foreach (var kind in Enum.GetValues<PersonKind>())
            {
                if (Find(RuleFamilies.Benefits, RuleFamilies.BenefitKey(care, kind)) is { } rule)
                {
                    rules[AreaPolicy.IndexOf(care, kind)] = Benefit(rule, care, kind);
                    BenefitStandards.CheckRatio(standards, rule, kind);
                }
            }
            BenefitStandards.CheckRetired(
                standards,
                Find(RuleFamilies.Benefits, RuleFamilies.BenefitKey(care, PersonKind.Active)),
                Find(RuleFamilies.Benefits, RuleFamilies.BenefitKey(care, PersonKind.Retired)));
        }
        return rules;
    }

    BenefitRule Benefit(MergedRule rule, CareKind care, PersonKind kind)
    {
        var accumulator = rule.Get<string>("accumulator");
        var deductible = rule.Get<TierTable<Money>>("deductible");
        var ratio = rule.Get<TierTable<decimal>>("ratio");
        foreach (var tier in Enum.GetValues<Tier>())
        {
            if (ratio[tier] is not null && deductible[tier] is null)
            {
                throw rule.Node("deductible").Wrong($"has no row for {SnakeCase.Of(tier)}, which has a ratio");
            }
        }
        var period = rule.Get<DeductiblePeriod>("deductible_period");
        var ceiling = rule.Get<Money?>("deductible_ceiling", otherwise: null);
        if (ceiling is not null && period == DeductiblePeriod.Year)
        {
            throw rule.Node("deductible_ceiling").Wrong("only a deductible of a visit has a ceiling for the year");
        }
        return new BenefitRule(
            $"benefits.{SnakeCase.Of(care)}",
            Need(RuleFamilies.Funds, SnakeCase.Of(kind.SchemeOf())).Get<string>("fund"),
            $"{accumulator}.deductible",
            $"{accumulator}.pool",
            period,
            deductible,
            ceiling,
            ratio,
            rule.Get<Money?>("cap"));
    }

    static AccountRule Account(MergedRule rule) => new(
        rule.Get<bool>("account"), rule.Get<bool>("kept_usable"), rule.Get<bool>("usable_while_suspended"));

    static PayerRule Payers(MergedRule rule) => new(
        rule.Get<PayerKind[]>("order"),
        rule.Get<PayScope>("own_scope"),
        rule.Get<PayScope>("aid_scope"),
        rule.Get<PayScope>("aid_pharmacy_scope"),
        rule.Get<int?>("authorizers") ?? int.MaxValue,
        rule.Get<bool>("part_payment"));

    IEnumerable<AidRules> Aid(string version) =>
        from function in Enum.GetValues<AidFunction>()
        let rule = Find(RuleFamilies.Aid, SnakeCase.Of(function))
        where rule is not null
        select Aid(rule, function, version);

    static AidRules Aid(MergedRule rule, AidFunction function, string version) => new(
        version,
        function,
        Enum.GetValues<AidPurpose>().ToDictionary(
            static purpose => purpose,
            IReadOnlyList<Relation> (AidPurpose purpose) => rule.Get<Relation[]>(SnakeCase.Of(purpose))),
        rule.Get<Scheme[]>("member_schemes"),
        rule.Get<bool>("funder_must_be_normal"),
        rule.Get<bool>("member_must_be_normal"),
        rule.Get<int?>("members_max"),
        rule.Get<int?>("networks_per_member_max"),
        rule.Get<Money>("floor"),
        rule.Get<bool>("historic_only"));

    MergedRule? Find(RuleFamily family, string key) => _merged.GetValueOrDefault(Key(family.Name, key));

    MergedRule Need(RuleFamily family, string key) => Find(family, key) ?? throw _city.Root.Wrong(
        $"no rule {Key(family.Name, key).TrimEnd('/')} is in force on {_day:yyyy-MM-dd}, "
        + "here and in the packs of the wider areas");

    static string Key(string family, string key) => $"{family}/{key}";
}

/// <summary>What every area's ratios must keep to, as the packs of the wider areas demand.</summary>
static class BenefitStandards
{
    public static void CheckRatio(MergedRule standards, MergedRule rule, PersonKind kind)
    {
        var ratio = rule.Get<TierTable<decimal>>("ratio");
        var least = kind.SchemeOf() switch
        {
            Scheme.Employee => standards.Get<decimal>("employee_ratio_min"),
            Scheme.Resident => 0m,
        };
        foreach (var tier in Enum.GetValues<Tier>())
        {
            if (ratio[tier] < least)
            {
                throw rule.Node("ratio").Wrong(
                    $"{SnakeCase.Of(tier)} {ratio[tier]} is below the standard's {least} for {SnakeCase.Of(kind)}");
            }
        }
        if (standards.Get<bool>("ratio_not_rising_with_level"))
        {
            NotRising(rule, Tier.PrimaryCare, Tier.Level1);
            NotRising(rule, Tier.Level1, Tier.Level2);
            NotRising(rule, Tier.Level2, Tier.Level3);
        }
    }

    public static void CheckRetired(MergedRule standards, MergedRule? active, MergedRule? retired)
    {
        if (active is null || retired is null || !standards.Get<bool>("retired_not_below_active"))
        {
            return;
        }
        var (ofActive, ofRetired) =
            (active.Get<TierTable<decimal>>("ratio"), retired.Get<TierTable<decimal>>("ratio"));
        foreach (var tier in Enum.GetValues<Tier>())
        {
            if ((ofRetired[tier] ?? 0m) < (ofActive[tier] ?? 0m))
            {
                throw retired.Node("ratio").Wrong(
                    $"{SnakeCase.Of(tier)}: the retired have less than the active, {ofActive[tier]}");
            }
        }
    }

    static void NotRising(MergedRule rule, Tier lower, Tier higher)
    {
        var ratio = rule.Get<TierTable<decimal>>("ratio");
        if (ratio[lower] < ratio[higher])
        {
            throw rule.Node("ratio").Wrong(
                $"{SnakeCase.Of(higher)} {ratio[higher]} is above {SnakeCase.Of(lower)} {ratio[lower]}");
        }
    }
}
