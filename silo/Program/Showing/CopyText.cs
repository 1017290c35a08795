using System.Globalization;
using Gongji.Journal.Sqlite;
using Gongji.Proof.Copying;

namespace Gongji.Program.Showing;

/// <summary>What is said of a journal that was copied.</summary>
static class CopyText
{
    public static string Of(CopiedJournal copied) => Of(copied.Entries, copied.Newest, copied.Commits);

    public static string Of(JournalCopy copy) => Of(copy.Entries, copy.Last, null);

    public static string Of(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    static string Of(long entries, DateTimeOffset? last, long? commits) => last is null
        ? "no entries"
        : string.Create(CultureInfo.InvariantCulture, $"{entries:N0} entries")
            + (commits is null ? "" : string.Create(CultureInfo.InvariantCulture, $" in {commits:N0} commits"))
            + $", the last of {Of(last.Value)}";
}
