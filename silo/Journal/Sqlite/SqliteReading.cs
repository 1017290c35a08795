using Microsoft.Data.Sqlite;

namespace Gongji.Journal.Sqlite;

/// <summary>Connection strings of those who read a journal.</summary>
static class SqliteReading
{
    /// <summary>How a journal is opened to be read. On a medium that can't be written no log of writes may be made
    /// beside it, and nobody writes it either.</summary>
    public static string Of(string file)
    {
        var isFixed = File.Exists(file) && !File.Exists(file + "-wal") && !MayWriteBeside(file);
        return new SqliteConnectionStringBuilder
        {
            DataSource = isFixed ? new Uri(Path.GetFullPath(file)).AbsoluteUri + "?immutable=1" : file,
            Mode = SqliteOpenMode.ReadOnly,
        }.ToString();
    }

    static bool MayWriteBeside(string file)
    {
        try
        {
            using var trial = new FileStream(
                $"{Path.GetFullPath(file)}.{Environment.ProcessId}",
                FileMode.OpenOrCreate,
                FileAccess.Write,
                FileShare.ReadWrite | FileShare.Delete,
                bufferSize: 1,
                FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
