namespace Gongji.Journal.Entries;

/// <summary>Time as the journal keeps it: whole microseconds since 1970, UTC.</summary>
public static class JournalTime
{
    public static long Microseconds(DateTimeOffset at) =>
        (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Of(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
