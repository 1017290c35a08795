using Gongji.Policy.Benefits;
using Gongji.Policy.Packs;

namespace Gongji.Policy.Areas;

/// <summary>What every area's benefits must keep to, as the packs of the wider areas demand.</summary>
/// <param name="merged">Each field from the narrowest area that states it.</param>
sealed class BenefitStandards(MergedRule merged)
{
    /// <summary>A narrower area may demand more than the wider ones and never less.</summary>
    /// <param name="said">All rules of a day, from the most general to the most specific.</param>
    public static void CheckTighter(IEnumerable<PackRule> said, PackFaults faults)
    {
        var strictest = new Dictionary<string, PackField>();
        foreach (var (name, field) in said
            .Where(static rule => rule.Family == RuleFamilies.Standards.Name)
            .SelectMany(static rule => rule.Fields))
        {
            faults.Of(() =>
            {
                if (strictest.TryGetValue(name, out var wider) && IsLooser(field.Value, wider.Value))
                {
                    throw field.Node.Wrong(
                        $"{field.Node.Value.GetRawText()} is looser than the {wider.Node.Value.GetRawText()} "
                        + $"of {wider.Node.File}");
                }
                strictest[name] = field;
            });
        }
    }

    /// <summary>Whatever is granted keeps to the standards, and the retired have no less than the active.</summary>
    /// <exception cref="PolicyPackException">The first fault; all of them are kept.</exception>
    public static void CheckAll(RulesInForce rules, PackFaults faults)
    {
        var standards = new BenefitStandards(rules.Need(RuleFamilies.Standards, ""));
        faults.Each(rules.Benefits, granted => standards.Check(granted.Value, granted.Key));
        BenefitKey[] ofRetired =
        [
            .. from care in Enum.GetValues<BenefitCare>()
               from who in PersonClass.All.Where(static who => who.Kind == PersonKind.Retired)
               from disease in rules.Benefits.Keys.Select(static key => key.Disease).Append(null).Distinct()
               select new BenefitKey(care, who, disease),
        ];
        faults.Each(ofRetired, key => standards.CheckRetired(
            rules.GrantedFor(key with { Who = new PersonClass(PersonKind.Active, key.Who.Mode, Group: null) }),
            rules.GrantedFor(key)));
    }

    /// <remarks>Deductible and cap are those of ordinary care.</remarks>
    void Check(MergedRule rule, BenefitKey key)
    {
        Action<MergedRule>[] checks = (key.Who.Kind.SchemeOf(), key.Care) switch
        {
            (Scheme.Resident, _) => [CheckLevels],
            (Scheme.Employee, BenefitCare.SpecialExam) => [CheckRatio, CheckLevels],
            (Scheme.Employee, BenefitCare.Outpatient or BenefitCare.Pharmacy) => key.Disease is null
                ? [CheckRatio, CheckDeductible, CheckCap, CheckLevels]
                : [CheckRatio, CheckLevels],
        };
        rule.Node("ratio").Faults.Each(checks, check => check(rule));
    }

    void CheckRetired(MergedRule? active, MergedRule? retired)
    {
        if (active is null || retired is null || !merged.Get<bool>("retired_not_below_active"))
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
        foreach (var (name, ratio) in ofActive.Named)
        {
            if (ofRetired.Named.FirstOrDefault(row => row.Key == name).Value < ratio)
            {
                throw retired.Node("ratio").Wrong($"{name}: the retired have less than the active, {ratio}");
            }
        }
    }

    void CheckRatio(MergedRule rule)
    {
        var (ratio, least) = (rule.Get<TierTable<decimal>>("ratio"), merged.Get<decimal>("employee_ratio_min"));
        foreach (var tier in Enum.GetValues<Tier>())
        {
            if (ratio[tier] < least)
            {
                throw Below(rule.Node("ratio"), $"{SnakeCase.Of(tier)} {ratio[tier]}", $"{least}");
            }
        }
        if (ratio.Named.FirstOrDefault(row => row.Value < least) is { Key: { } name } low)
        {
            throw Below(rule.Node("ratio"), $"{name} {low.Value}", $"{least}");
        }
    }

    // A row that has no ratio is asked for nothing.
    void CheckDeductible(MergedRule rule)
    {
        if (!merged.Has("employee_deductible_min"))
        {
            return;
        }
        var (deductible, ratio) = (
            rule.Get<TierTable<Money>>("deductible"), rule.Get<TierTable<decimal>>("ratio"));
        var least = merged.Get<Money>("employee_deductible_min");
        foreach (var tier in Enum.GetValues<Tier>())
        {
            if (ratio[tier] is not null && deductible[tier] < least)
            {
                throw Below(rule.Node("deductible"), $"{SnakeCase.Of(tier)} {deductible[tier]}", $"{least}");
            }
        }
        if (deductible.Named.FirstOrDefault(row => row.Value < least) is { Key: { } name } low)
        {
            throw Below(rule.Node("deductible"), $"{name} {low.Value}", $"{least}");
        }
    }

    void CheckCap(MergedRule rule)
    {
        if (merged.Has("employee_cap_min")
            && merged.Get<Money>("employee_cap_min") is var least
            && rule.Get<Money?>("cap") is { } cap
            && cap < least)
        {
            throw Below(rule.Node("cap"), $"{cap}", $"{least}");
        }
    }

    void CheckLevels(MergedRule rule)
    {
        if (merged.Get<bool>("ratio_not_rising_with_level"))
        {
            NotRising(rule, Tier.PrimaryCare, Tier.Level1);
            NotRising(rule, Tier.Level1, Tier.Level2);
            NotRising(rule, Tier.Level2, Tier.Level3);
        }
    }

    static PolicyPackException Below(PackNode where, string what, string least) =>
        where.Wrong($"{what} is below the standard's {least} for employees");

    static void NotRising(MergedRule rule, Tier lower, Tier higher)
    {
        var ratio = rule.Get<TierTable<decimal>>("ratio");
        if (ratio[lower] < ratio[higher])
        {
            throw rule.Node("ratio").Wrong(
                $"{SnakeCase.Of(higher)} {ratio[higher]} is above {SnakeCase.Of(lower)} {ratio[lower]}");
        }
    }

    static bool IsLooser(object? now, object? wider) => (now, wider) switch
    {
        (bool flag, bool before) => before && !flag,
        (decimal ratio, decimal before) => ratio < before,
        (Money amount, Money before) => amount < before,
        (var one, var other) => throw new InvalidOperationException($"{one} and {other} are no standards"),
    };
}
