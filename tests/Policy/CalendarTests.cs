using System.Globalization;
using Gongji.Policy.Areas;
using Gongji.Policy.Calendars;

namespace Gongji.Tests.Policy;

public sealed class CalendarTests
{
    [Theory]
    [InlineData("2026-03-10", 20, "2026-04-08")]
    [InlineData("2026-02-13", 1, "2026-02-14")]
    [InlineData("2026-02-14", 1, "2026-02-24")]
    [InlineData("2026-09-30", 1, "2026-10-08")]
    [InlineData("2026-10-08", 3, "2026-10-12")]
    [InlineData("2026-07-03", 1, "2026-07-06")]
    public void A_term_counts_the_days_that_are_worked(string from, int count, string last) =>
        Assert.Equal(Day(last), ShippedPacks.Policies.Calendar.After(Day(from), count));

    [Theory]
    [InlineData("2026-01-01", false)]
    [InlineData("2026-01-04", true)]
    [InlineData("2026-01-05", true)]
    [InlineData("2026-01-10", false)]
    [InlineData("2026-05-09", true)]
    public void A_holiday_is_not_worked_and_the_weekend_that_makes_up_for_it_is(string day, bool worked) =>
        Assert.Equal(worked, ShippedPacks.Policies.Calendar.IsWorked(Day(day)));

    [Theory]
    [InlineData("2026-12-30", 2)]
    [InlineData("2025-12-30", 1)]
    public void A_year_without_a_calendar_is_not_guessed(string from, int count) =>
        Assert.Throws<UnknownCalendarException>(() => ShippedPacks.Policies.Calendar.After(Day(from), count));

    [Theory]
    [InlineData("\"2026-01-04\"", "\"2026-01-05\"", "$.calendars[0].on[0]: 2026-01-05 is no Saturday and no Sunday")]
    [InlineData("\"2026-01-04\"", "\"2026-01-03\"", "$.calendars[0].on[0]: 2026-01-03 stands twice")]
    [InlineData("\"2026-01-04\"", "\"2027-01-03\"",
        "$.calendars[0].on[0]: 2027-01-03 is not between 2026-01-01 and 2026-12-31")]
    [InlineData("\"from\": \"2026-04-04\"", "\"from\": \"2026-02-20\"",
        "$.calendars[0].off[2]: 2026-02-20 is off already")]
    [InlineData("\"from\": \"2026-04-04\", \"to\": \"2026-04-06\"", "\"from\": \"2026-04-04\"",
        "$.calendars[0].off[2]: 'to' is missing")]
    [InlineData("\"calendars\": [", "\"calendars\": [ { \"from\": \"2026-03-01\", \"to\": \"2026-03-31\", "
        + "\"off\": [], \"on\": [], \"source\": \"H: x\" },", "overlaps")]
    public void A_calendar_that_contradicts_itself_is_refused(string text, string changed, string expected)
    {
        var faults = PolicyPacks.Check(
            ShippedPacks.Texts.Select(pack => (pack.File, pack.Json.Replace(text, changed, StringComparison.Ordinal))),
            []).Faults;

        Assert.Contains(expected, Assert.Single(faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_city_has_no_holidays_of_its_own()
    {
        const string City = """
            { "area": "330100", "name": "杭州市", "from": "2026-01-01", "calendars": [
              { "from": "2026-01-01", "to": "2026-12-31", "off": [], "on": [], "source": "H: x" } ] }
            """;

        var faults = PolicyPacks.Check([.. ShippedPacks.Texts, ("city.json", City)], []).Faults;

        Assert.Contains(faults, static fault => fault.Message.Contains(
            "city.json: $.calendars: holidays are the nation's", StringComparison.Ordinal));
    }

    static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
