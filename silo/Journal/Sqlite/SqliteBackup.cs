using Gongji.Journal.Entries;
using Microsoft.Data.Sqlite;

namespace Gongji.Journal.Sqlite;

/// <summary>What a copy of a journal holds.</summary>
/// <param name="Last">When the last entry was decided; null when there is none.</param>
public sealed record JournalCopy(long Entries, DateTimeOffset? Last);

/// <summary>Copies a journal in a SQLite file, as of one moment and while a process may go on writing it, into one file
/// that needs nothing beside it.</summary>
public static class SqliteBackup
{
    /// <param name="to">A file that is not there yet. It is there whole, and on the disk, or not at all.</param>
    /// <exception cref="IOException">It is there, or there is no room for it.</exception>
    public static JournalCopy Write(string journal, string to)
    {
        if (File.Exists(to))
        {
            throw new IOException($"'{to}' is there already, and nothing is ever written over.");
        }
        var part = to + ".part";
        File.Delete(part);
        try
        {
            var copied = Copy(journal, part);
            using (var written = new FileStream(part, FileMode.Open, FileAccess.ReadWrite))
            {
                written.Flush(flushToDisk: true);
            }
            File.Move(part, to, overwrite: false);
            return copied;
        }
        finally
        {
            File.Delete(part);
        }
    }

    static JournalCopy Copy(string journal, string to)
    {
        using var source = new SqliteConnection($"{SqliteJournalStore.ReadingOf(journal)};Pooling=False");
        using var copy = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ToString());
        source.Open();
        copy.Open();
        source.BackupDatabase(copy);
        using var command = copy.CreateCommand();
        // A write-ahead log would be a second file.
        command.CommandText = "PRAGMA journal_mode = DELETE; SELECT count(*), max(at) FROM journal";
        using var row = command.ExecuteReader();
        row.NextResult();
        row.Read();
        return new JournalCopy(row.GetInt64(0), row.IsDBNull(1) ? null : JournalTime.Of(row.GetInt64(1)));
    }
}
