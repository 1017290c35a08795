using System.Globalization;

namespace Gongji.Words;

/// <summary>How long a counter counts: a calendar year, a month, or one visit, which may be a stay.</summary>
public readonly record struct Period : IId<Period>
{
    const string YearForm = "yyyy";
    const string MonthForm = "yyyy-MM";
    const string VisitMark = "visit/";

    Period(string value) => Value = value;

    /// <summary>The text that is kept: <c>2026</c>, <c>2026-03</c> or <c>visit/V1</c>.</summary>
    public string Value { get; }

    /// <summary>The year of a day.</summary>
    public static Period YearOf(DateOnly day) => new(day.ToString(YearForm, CultureInfo.InvariantCulture));

    /// <summary>The month of a day.</summary>
    public static Period MonthOf(DateOnly day) => new(day.ToString(MonthForm, CultureInfo.InvariantCulture));

    /// <summary>A visit.</summary>
    public static Period Of(VisitId visit) => new(VisitMark + visit);

    /// <summary>Reads a text as it is kept.</summary>
    /// <exception cref="FormatException">It is no period that this version knows.</exception>
    public static Period Of(string value) => value switch
    {
        _ when value.StartsWith(VisitMark, StringComparison.Ordinal) => Of(VisitId.Of(value[VisitMark.Length..])),
        _ when IsDay(value, YearForm) || IsDay(value, MonthForm) => new Period(value),
        _ => throw new FormatException($"'{value}' is no year, month or visit"),
    };

    /// <inheritdoc/>
    public override string ToString() => Value;

    static bool IsDay(string value, string form) =>
        DateOnly.TryParseExact(value, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
