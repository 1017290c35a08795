using Gongji.Journal.Entries;
using Gongji.Journal.Files;
using Microsoft.Data.Sqlite;

namespace Gongji.Journal.Sqlite;

/// <summary>What a copy of a journal holds.</summary>
/// <param name="Last">When the last entry was decided; null when there is none.</param>
public sealed record JournalCopy(long Entries, DateTimeOffset? Last);

/// <summary>Copies a journal in a SQLite file, as of one moment and while a process may go on writing it, into one file
/// that needs nothing beside it.</summary>
public static class SqliteBackup
{
    /// <param name="to">A file that is not there yet.</param>
    /// <exception cref="IOException">It is there, or there is no room for it.</exception>
    public static Task<JournalCopy> Write(string journal, string to) =>
        FreshFile.Make(to, part => Task.Run(() => Copy(journal, part)));

    /// <summary>Whether a file is one of SQLite's.</summary>
    public static bool IsFile(string path)
    {
        var begins = "SQLite format 3\0"u8;
        Span<byte> read = stackalloc byte[begins.Length];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(read, read.Length, throwOnEndOfStream: false) == read.Length
            && read.SequenceEqual(begins);
    }

    /// <summary>Reads a copy from its first page to its last.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static void RequireSound(string copy)
    {
        using var connection = new SqliteConnection($"{SqliteReading.Of(copy)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check(1)";
        if (command.ExecuteScalar() is var found && found is not "ok")
        {
            throw new InvalidDataException($"'{copy}' is damaged: {found}");
        }
    }

    static JournalCopy Copy(string journal, string to)
    {
        using var source = new SqliteConnection($"{SqliteReading.Of(journal)};Pooling=False");
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
