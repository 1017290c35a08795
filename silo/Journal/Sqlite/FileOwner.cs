namespace Gongji.Journal.Sqlite;

/// <summary>This process's hold on a journal file: a lock on a file beside it, which the system lets go of when the
/// process dies in whatever way. Several stores of one process share the hold.</summary>
sealed class FileOwner : IDisposable
{
    static readonly Dictionary<string, FileOwner> s_owned = [];

    readonly string _path;
    readonly FileStream _lock;
    int _holders;

    FileOwner(string path, FileStream @lock) => (_path, _lock) = (path, @lock);

    /// <exception cref="IOException">Another process has it.</exception>
    public static FileOwner Of(string file)
    {
        var path = Path.GetFullPath(file) + ".lock";
        lock (s_owned)
        {
            if (!s_owned.TryGetValue(path, out var owner))
            {
                owner = s_owned[path] = new FileOwner(path, Lock(path));
            }
            owner._holders++;
            return owner;
        }
    }

    public void Dispose()
    {
        lock (s_owned)
        {
            if (--_holders == 0)
            {
                s_owned.Remove(_path);
                _lock.Dispose();
            }
        }
    }

    static FileStream Lock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException inUse)
        {
            throw new IOException($"Another process writes this journal: '{path}' is locked. Stop it first.", inUse);
        }
    }
}
