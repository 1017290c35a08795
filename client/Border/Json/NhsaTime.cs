using System.Globalization;

namespace Gongji.Border.Json;

/// <summary>Times as the national interface writes them: China's clock, without an offset.</summary>
static class NhsaTime
{
    const int FirstYear = 1900;
    const int LastYear = 2999;

    static readonly string[] Forms =
    [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd", "yyyyMMddHHmmss", "yyyyMMdd", "yyyy-MM-dd HH:mm",
        "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm:ss.fff", "yyyyMMddHHmmssfff",
    ];

    public static DateTimeOffset? TryParse(string text) =>
        DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        && time.Year is >= FirstYear and <= LastYear
            ? new DateTimeOffset(time, ChinaTime.Offset)
            : null;

    /// <summary>yyyy-MM-dd HH:mm:ss.</summary>
    public static string Text(DateTimeOffset at) => Format(at, "yyyy-MM-dd HH:mm:ss");

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>yyyyMMddHHmmssSSS, 17 digits.</summary>
    public static string Stamp(DateTimeOffset at) => Format(at, "yyyyMMddHHmmssfff");

    static string Format(DateTimeOffset at, string form) =>
        at.ToOffset(ChinaTime.Offset).ToString(form, CultureInfo.InvariantCulture);
}
