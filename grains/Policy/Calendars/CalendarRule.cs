using Gongji.Policy.Packs;

namespace Gongji.Policy.Calendars;

/// <summary>The holidays of some days, as a pack has them.</summary>
/// <param name="Off">Days of the week that are holidays.</param>
/// <param name="On">Saturdays and Sundays that are worked instead.</param>
sealed record CalendarRule(PackNode At, DateOnly From, DateOnly To, HashSet<DateOnly> Off, HashSet<DateOnly> On)
{
    /// <summary>The key of the list in a pack.</summary>
    public const string Name = "calendars";

    /// <summary>What an entry holds.</summary>
    public static readonly string[] Keys = ["from", "to", "off", "on", "source"];

    /// <exception cref="PolicyPackException">It is not to be known which days are worked.</exception>
    public static CalendarRule Read(PackNode entry)
    {
        entry.OnlyKeys(Keys);
        PackRule.CheckSource(entry.Need("source"), ["off", "on"], ["from", "to"]);
        var (from, to) = Days(entry);
        var rule = new CalendarRule(entry, from, to, [], []);
        entry.Faults.Each(entry.Need("off").Items(), rule.AddOff);
        entry.Faults.Each(entry.Need("on").Items(), rule.AddOn);
        return rule;
    }

    /// <summary>No day has two calendars.</summary>
    public static void CheckOverlaps(IEnumerable<CalendarRule> rules)
    {
        CalendarRule? before = null;
        foreach (var rule in rules.OrderBy(static rule => rule.From))
        {
            if (before is not null && rule.From <= before.To)
            {
                rule.At.Faults.Add(rule.At.Wrong($"overlaps {before.At.Path} on {rule.From:yyyy-MM-dd}"));
            }
            before = rule;
        }
    }

    void AddOff(PackNode entry)
    {
        entry.OnlyKeys(["from", "to"]);
        var (first, last) = Days(entry);
        CheckInside(entry, first);
        CheckInside(entry, last);
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (!Off.Add(day))
            {
                throw entry.Wrong($"{day:yyyy-MM-dd} is off already");
            }
        }
    }

    void AddOn(PackNode entry)
    {
        var day = entry.Day();
        CheckInside(entry, day);
        if (!WorkingCalendar.IsWeekend(day))
        {
            throw entry.Wrong($"{day:yyyy-MM-dd} is no Saturday and no Sunday");
        }
        if (Off.Contains(day) || !On.Add(day))
        {
            throw entry.Wrong($"{day:yyyy-MM-dd} stands twice");
        }
    }

    void CheckInside(PackNode entry, DateOnly day)
    {
        if (day < From || day > To)
        {
            throw entry.Wrong($"{day:yyyy-MM-dd} is not between {From:yyyy-MM-dd} and {To:yyyy-MM-dd}");
        }
    }

    static (DateOnly From, DateOnly To) Days(PackNode entry)
    {
        entry.Need("to").Day();
        return PackRule.ReadDates(entry);
    }
}
