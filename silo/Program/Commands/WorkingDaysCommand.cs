using System.CommandLine;
using System.Globalization;
using Gongji.Program.Logs;

namespace Gongji.Program.Commands;

/// <summary><c>gongji working-days FROM COUNT</c>: when a term of so many working days is over.</summary>
static class WorkingDaysCommand
{
    const int CountMax = 1000;

    public static Command Make()
    {
        var from = new Argument<string>("FROM")
        {
            Description = "The day on which the term begins, such as 2026-03-10; it does not count.",
        };
        var count = new Argument<int>("COUNT") { Description = $"How many working days, 1 to {CountMax}." };
        var (policies, replace) = (Options.Policies(), Options.ReplacePacks());
        var command = new Command(
            "working-days", "Tell the last day of a term of working days, by the holidays in the policy packs.")
        {
            from, count, policies, replace,
        };
        command.SetAction(parsed =>
        {
            var days = parsed.GetValue(count) is >= 1 and <= CountMax and var few
                ? few
                : throw new UsageException($"COUNT is a whole number from 1 to {CountMax}.");
            var calendar = Options.PacksOf(parsed, policies, replace).Calendar;
            Console.WriteLine($"{calendar.After(DayOf(parsed.GetValue(from)!), days):yyyy-MM-dd}");
        });
        return command;
    }

    /// <exception cref="UsageException">Not a day.</exception>
    static DateOnly DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new UsageException($"'{text}' is not a day such as 2026-03-10.");
}
