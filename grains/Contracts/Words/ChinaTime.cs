namespace Gongji.Words;

/// <summary>The calendar of the ledger: China's, eight hours ahead of UTC the whole year.</summary>
public static class ChinaTime
{
    /// <summary>Eight hours.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The day in China at that moment.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Offset).DateTime);
}
