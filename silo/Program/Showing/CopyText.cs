using System.Globalization;
using Gongji.Journal.Sqlite;
using Gongji.Proof.Copying;

namespace Gongji.Program.Showing;

/// <summary>What is said of a journal that was copied.</summary>
static class CopyText
{
    public static string Of(CopiedJournal copied) => copied.Newest is { } newest
        ? $"{Counts(copied.Entries, copied.Commits)}, the last of {Of(newest)}"
        : "no entries";

    public static string Of(JournalCopy copy) => copy.Last is { } last
        ? string.Create(CultureInfo.InvariantCulture, $"{copy.Entries:N0} entries, the last of {Of(last)}")
        : "no entries";

    public static string Of(LeftOut? left) => left is null
        ? "Nothing was left out."
        : $"Left out: {Counts(left.Entries, left.Commits)}, decided from {Of(left.From)} to {Of(left.To)}.";

    public static string Of(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    static string Counts(long entries, long commits) =>
        string.Create(CultureInfo.InvariantCulture, $"{entries:N0} entries in {commits:N0} commits");
}
