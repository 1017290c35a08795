using System.Collections.Frozen;
using Gongji.Policy.Catalogues;
using Gongji.Policy.Packs;

namespace Gongji.Policy.Areas;

/// <summary>The rules of every pooling area that has a pack, by day.</summary>
/// <remarks>Everything is merged and checked when loaded, so that asking for a day's rules is a look-up.</remarks>
public sealed class PolicyPacks : IPolicies
{
    // By the first four digits, so that a look-up by any code of the area needs no new string.
    readonly FrozenDictionary<string, Timeline>.AlternateLookup<ReadOnlySpan<char>> _areas;

    readonly FrozenDictionary<AreaCode, string> _names;

    PolicyPacks(Dictionary<string, Timeline> areas, Dictionary<AreaCode, string> names)
    {
        _areas = areas.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _names = names.ToFrozenDictionary();
    }

    /// <exception cref="PolicyPackException">A pack is wrong.</exception>
    public static PolicyPacks Load(IEnumerable<(string File, string Json)> packs)
    {
        var byArea = new Dictionary<AreaCode, PolicyPack>();
        foreach (var pack in packs.Select(static text => PolicyPack.Read(text.File, text.Json)))
        {
            if (!byArea.TryAdd(pack.Area, pack))
            {
                throw pack.Root.Need("area").Wrong($"{pack.Area} has a pack already: {byArea[pack.Area].Root.File}");
            }
        }
        var catalogues = new CatalogueBuilder();
        var timelines = byArea.Values
            .Where(static pack => pack.From is not null)
            .ToDictionary(
                static pack => pack.Area.Value[..4],
                pack => Timeline.Of(LayersOf(pack, byArea), pack.From!.Value, catalogues));
        return new PolicyPacks(timelines, byArea.ToDictionary(static pair => pair.Key, static pair => pair.Value.Name));
    }

    /// <summary>What the pack of a pooling area calls it; the bare code where no pack does.</summary>
    public string NameOf(AreaCode area) => _names.GetValueOrDefault(area.PoolingArea) ?? area.PoolingArea.Value;

    public AreaPolicy? For(AreaCode area, DateOnly day) =>
        _areas.TryGetValue(area.Value.AsSpan(0, 4), out var timeline) ? timeline.On(day) : null;

    static PolicyPack[] LayersOf(PolicyPack city, Dictionary<AreaCode, PolicyPack> byArea) =>
    [
        .. new[] { PolicyPack.Nation, city.Area.Province }
            .Where(byArea.ContainsKey)
            .Select(area => byArea[area]),
        city,
    ];

    /// <summary>The rules of one area, one after the other.</summary>
    /// <param name="starts">The days on which rules begin, ascending.</param>
    sealed class Timeline(DateOnly[] starts, AreaPolicy[] policies)
    {
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

        public static Timeline Of(PolicyPack[] layers, DateOnly from, CatalogueBuilder catalogues)
        {
            var changes = layers
                .SelectMany(static pack => pack.Rules.Select(static rule => (rule.From, rule.To))
                    .Concat(pack.Catalogue.Select(static group => (group.From, group.To))))
                .SelectMany(static dates => new[] { dates.From, DayAfter(dates.To) })
                .Where(day => day > from && day < DateOnly.MaxValue)
                .Append(from)
                .Distinct()
                .Order();
            var starts = new List<DateOnly>();
            var policies = new List<AreaPolicy>();
            foreach (var day in changes)
            {
                var catalogue = catalogues.Build(layers.SelectMany(static pack => pack.Catalogue), day);
                var policy = AreaPolicyBuilder.Build(layers, day, catalogue);
                if (policies.Count == 0 || policies[^1].Version != policy.Version)
                {
                    starts.Add(day);
                    policies.Add(policy);
                }
            }
            return new Timeline([.. starts], [.. policies]);
        }

        static DateOnly DayAfter(DateOnly day) => day == DateOnly.MaxValue ? day : day.AddDays(1);
    }
}
