using System.Collections.Frozen;
using Gongji.Policy.Calendars;
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

    PolicyPacks(
        Dictionary<string, Timeline> areas,
        IReadOnlyDictionary<AreaCode, PolicyPack> packs,
        PackNote[] notes)
    {
        Notes = notes;
        Calendar = new WorkingCalendar(packs.GetValueOrDefault(PolicyPack.Nation)?.Calendars ?? []);
        _areas = areas.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _names = packs.ToFrozenDictionary(static pack => pack.Key, static pack => pack.Value.Name);
    }

    /// <summary>What is no fault of the packs, but may be an oversight.</summary>
    public IReadOnlyList<PackNote> Notes { get; }

    /// <summary>Which days are worked.</summary>
    public WorkingCalendar Calendar { get; }

    /// <exception cref="PolicyPackException">A pack is wrong; it is the first fault.</exception>
    public static PolicyPacks Load(IEnumerable<(string File, string Json)> packs) => Check(packs, []).Whole();

    /// <summary>Reads packs and tells all that is wrong with them.</summary>
    /// <param name="replacing">Packs that take the place of those of the same areas.</param>
    public static PackCheck Check(
        IEnumerable<(string File, string Json)> packs, IEnumerable<(string File, string Json)> replacing)
    {
        var faults = new PackFaults();
        var notes = new List<PackNote>();
        var byArea = Read(packs, faults);
        foreach (var (area, pack) in Read(replacing, faults))
        {
            byArea[area] = pack;
        }
        var catalogues = new CatalogueBuilder(faults);
        var timelines = byArea.Values
            .Where(static pack => pack.From is not null)
            .ToDictionary(
                static pack => pack.Area.Value[..4],
                pack => Timeline.Of(LayersOf(pack, byArea), pack.From!.Value, catalogues, notes));
        return new PackCheck(
            new PolicyPacks(timelines, byArea, [.. notes.Distinct()]),
            faults.All);
    }

    static Dictionary<AreaCode, PolicyPack> Read(IEnumerable<(string File, string Json)> packs, PackFaults faults)
    {
        var byArea = new Dictionary<AreaCode, PolicyPack>();
        foreach (var pack in packs.Select(text => PolicyPack.Read(text.File, text.Json, faults)).OfType<PolicyPack>())
        {
            if (!byArea.TryAdd(pack.Area, pack))
            {
                faults.Add(pack.Root.Need("area")
                    .Wrong($"{pack.Area} has a pack already: {byArea[pack.Area].Root.File}"));
            }
        }
        return byArea;
    }

    /// <summary>What the pack of a pooling area calls it; the bare code where no pack does.</summary>
    public string NameOf(AreaCode area) => _names.GetValueOrDefault(area.PoolingArea) ?? area.PoolingArea.Value;

    public AreaPolicy? For(AreaCode area, DateOnly day) =>
        _areas.TryGetValue(area.Value.AsSpan(0, 4), out var timeline) ? timeline.On(day) : null;

    public IEnumerable<AreaPolicy> All => _areas.Dictionary
        .OrderBy(static area => area.Key, StringComparer.Ordinal)
        .SelectMany(static area => area.Value.All.DistinctBy(static policy => policy.Text));

    static PolicyPack[] LayersOf(PolicyPack city, Dictionary<AreaCode, PolicyPack> byArea) =>
    [
        .. new[] { PolicyPack.Nation, city.Area.Province }
            .Where(byArea.ContainsKey)
            .Select(area => byArea[area]),
        city,
    ];
}

/// <summary>What came of reading packs.</summary>
/// <param name="Packs">The rules, as far as they have no fault.</param>
/// <param name="Faults">All that is wrong.</param>
public sealed record PackCheck(PolicyPacks Packs, IReadOnlyList<PolicyPackException> Faults)
{
    /// <exception cref="PolicyPackException">The first fault, when there is any.</exception>
    public PolicyPacks Whole() => Faults.Count == 0 ? Packs : throw Faults[0];
}
