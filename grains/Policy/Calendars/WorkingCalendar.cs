namespace Gongji.Policy.Calendars;

/// <summary>Which days are worked (工作日): all but weekends and holidays, as far as holidays were announced.</summary>
public sealed class WorkingCalendar
{
    readonly CalendarRule[] _rules;

    internal WorkingCalendar(IEnumerable<CalendarRule> rules) => _rules = [.. rules];

    /// <summary>Counts working days: the day itself is none of them.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <returns>The last of them.</returns>
    /// <exception cref="UnknownCalendarException">No calendar is known of a day on the way.</exception>
    public DateOnly After(DateOnly day, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        while (count > 0)
        {
            day = day.AddDays(1);
            count -= IsWorked(day) ? 1 : 0;
        }
        return day;
    }

    /// <exception cref="UnknownCalendarException">No calendar is known of the day.</exception>
    public bool IsWorked(DateOnly day)
    {
        var rule = Array.Find(_rules, rule => rule.From <= day && day <= rule.To)
            ?? throw new UnknownCalendarException(day);
        return rule.On.Contains(day) || !(rule.Off.Contains(day) || IsWeekend(day));
    }

    internal static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}

/// <summary>The holidays around a day were not announced, or no pack has them.</summary>
public sealed class UnknownCalendarException(DateOnly day)
    : Exception($"No calendar is known of {day:yyyy-MM-dd}: which days of that year are worked is not to be told.");
