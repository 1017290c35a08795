using Gongji.Policy.Calendars;
using Gongji.Policy.Catalogues;
using Gongji.Policy.Packs;

namespace Gongji.Policy.Areas;

/// <summary>One pack as it was read: checked by itself, not yet laid over the packs of the wider areas.</summary>
/// <param name="From">For a pooling area: the day from which its rules are complete; null for the layers above, and
/// where it could not be read.</param>
/// <param name="Unread">By family: the first of its rules that could not be read.</param>
sealed record PolicyPack(
    PackNode Root,
    AreaCode Area,
    string Name,
    DateOnly? From,
    PackRule[] Rules,
    CatalogueGroup[] Catalogue,
    CalendarRule[] Calendars,
    IReadOnlyDictionary<string, PolicyPackException> Unread)
{
    public static readonly AreaCode Nation = new("000000");

    const string CatalogueName = "catalogue";

    /// <returns>Null where it is not to be known whose pack it is.</returns>
    public static PolicyPack? Read(string file, string json, PackFaults faults)
    {
        PolicyPack? pack = null;
        faults.Of(() => pack = Read(PackNode.Root(file, json, faults), faults));
        return pack;
    }

    static PolicyPack? Read(PackNode root, PackFaults faults)
    {
        root.ExpectObject();
        faults.Of(() => root.OnlyKeys(
            [
                "area", "name", "from", CatalogueName, CalendarRule.Name,
                .. RuleFamilies.All.Select(static family => family.Name),
            ]));
        AreaCode? area = null;
        DateOnly? from = null;
        var name = "";
        faults.Of(() => area = root.Need("area").Area());
        faults.Of(() => name = root.Need("name").Text());
        var unread = new Dictionary<string, PolicyPackException>();
        var rules = RuleFamilies.All.SelectMany(family => ReadFamily(root, family, unread)).ToArray();
        PackRule.CheckOverlaps(rules);
        var catalogue = ReadList(root, CatalogueName, CatalogueGroup.Read);
        PackRule.CheckOverlaps(catalogue.SelectMany(static group => group.Items));
        if (area is not { } known)
        {
            return null;
        }
        faults.Of(() => from = ReadFrom(root, known));
        var calendars = ReadCalendars(root, known);
        return new PolicyPack(root, known, name, from, rules, catalogue, calendars, unread);
    }

    static List<PackRule> ReadFamily(
        PackNode root, RuleFamily family, Dictionary<string, PolicyPackException> unread)
    {
        var rules = new List<PackRule>();
        if (root.Find(family.Name) is { } list && root.Faults.Of(() => root.Faults.Each(
            list.Items(), entry => rules.AddRange(PackRule.Read(family, entry)))) is { } fault)
        {
            unread.Add(family.Name, fault);
        }
        return rules;
    }

    static T[] ReadList<T>(PackNode root, string key, Func<PackNode, T> read)
    {
        var entries = new List<T>();
        if (root.Find(key) is { } list)
        {
            root.Faults.Of(() => root.Faults.Each(list.Items(), entry => entries.Add(read(entry))));
        }
        return [.. entries];
    }

    static CalendarRule[] ReadCalendars(PackNode root, AreaCode area)
    {
        if (area != Nation && root.Find(CalendarRule.Name) is { } own)
        {
            root.Faults.Add(own.Wrong("holidays are the nation's; only its pack has calendars"));
        }
        var calendars = ReadList(root, CalendarRule.Name, CalendarRule.Read);
        CalendarRule.CheckOverlaps(calendars);
        return calendars;
    }

    static DateOnly? ReadFrom(PackNode root, AreaCode area)
    {
        if (area != area.Province)
        {
            return root.Need("from").Day();
        }
        return root.Find("from") is { } from
            ? throw from.Wrong("only the pack of a pooling area says from when it is covered")
            : null;
    }
}
