using Gongji.Policy.Catalogues;
using Gongji.Policy.Packs;

namespace Gongji.Policy.Areas;

/// <summary>The rules of one pooling area, one after the other.</summary>
/// <param name="starts">The days on which rules begin, ascending.</param>
sealed class Timeline(DateOnly[] starts, AreaPolicy[] policies)
{
    public IEnumerable<AreaPolicy> All => policies;

    public AreaPolicy? On(DateOnly day)
    {
        for (var i = starts.Length - 1; i >= 0; i--)
        {
            if (starts[i] <= day)
            {
                return policies[i];
            }
        }
        return null;
    }

    /// <param name="layers">From the most general pack to the area's own, which is the last.</param>
    /// <param name="notes">Gets what is no fault, but may be an oversight.</param>
    public static Timeline Of(PolicyPack[] layers, DateOnly from, CatalogueBuilder catalogues, List<PackNote> notes)
    {
        var starts = new List<DateOnly>();
        var policies = new List<AreaPolicy>();
        var missing = new Dictionary<string, PolicyPackException>();
        foreach (var day in Changes(layers, from))
        {
            var catalogue = catalogues.Build(layers.SelectMany(static pack => pack.Catalogue), day);
            if (AreaPolicyBuilder.Build(layers, day, catalogue, missing) is { } policy
                && (policies.Count == 0 || policies[^1].Text != policy.Text))
            {
                starts.Add(day);
                policies.Add(policy);
            }
        }
        foreach (var family in new[] { RuleFamilies.Benefits, RuleFamilies.Aid })
        {
            CheckGaps(layers, family, notes);
        }
        return new Timeline([.. starts], [.. policies]);
    }

    static IEnumerable<DateOnly> Changes(PolicyPack[] layers, DateOnly from) => layers
        .SelectMany(static pack => pack.Rules.Select(static rule => (rule.From, rule.To))
            .Concat(pack.Catalogue.Select(static group => (group.From, group.To))))
        .SelectMany(static dates => new[] { dates.From, DayAfter(dates.To) })
        .Where(day => day > from && day < DateOnly.MaxValue)
        .Append(from)
        .Distinct()
        .Order();

    // Of a family without which there are no rules at all, a day that lacks one is a fault by itself.
    static void CheckGaps(PolicyPack[] layers, RuleFamily family, List<PackNote> notes)
    {
        if (layers.Any(pack => pack.Unread.ContainsKey(family.Name)))
        {
            return;
        }
        foreach (var same in layers.SelectMany(static pack => pack.Rules)
            .Where(rule => rule.Family == family.Name)
            .GroupBy(static rule => rule.Key))
        {
            CheckGaps([.. same.OrderBy(static rule => rule.From)], notes);
        }
    }

    /// <summary>What was covered is covered again after some days on which nothing is, or never: somebody may have
    /// mistaken a day, or forgotten what comes next.</summary>
    /// <param name="rules">Of one key, in all layers, by their first day.</param>
    static void CheckGaps(PackRule[] rules, List<PackNote> notes)
    {
        var last = rules[0];
        foreach (var rule in rules.Skip(1))
        {
            if (rule.From > DayAfter(last.To))
            {
                rule.At.Faults.Add(rule.At.Wrong(
                    $"leaves a gap: {last.Family} for {rule.Key} of {last.At.File} end on {last.To:yyyy-MM-dd}, "
                    + $"and nothing is in force until {rule.From:yyyy-MM-dd}"));
            }
            last = rule.To > last.To ? rule : last;
        }
        if (last.To < DateOnly.MaxValue)
        {
            notes.Add(new PackNote(
                last.At.File,
                last.At.Path,
                $"{last.Family} for {last.Key} end on {last.To:yyyy-MM-dd}, and nothing comes after them"));
        }
    }

    static DateOnly DayAfter(DateOnly day) => day == DateOnly.MaxValue ? day : day.AddDays(1);
}
