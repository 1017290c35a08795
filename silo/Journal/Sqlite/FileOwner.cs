namespace Gongji.Journal.Sqlite;

/// <summary>This process's hold on a journal file: a lock on a file beside it, which the system lets go of when the
/// process dies in whatever way. Several stores of one process share the hold.</summary>
sealed class FileOwner : IDisposable
{
    static readonly Dictionary<string, FileOwner> Owned = [];

    readonly string _path;
    readonly FileStream _lock;
    int _holders;

    FileOwner(string path, FileStream @lock) => (_path, _lock) = (path, @lock);

    /// <exception cref="IOException">Another process has it.</exception>
    public static FileOwner Of(string file)
    {
        var path = Path.GetFullPath(file) + ".lock";
        lock (Owned)
        {
            if (!Owned.TryGetValue(path, out var owner))
            {
                owner = Owned[path] = new FileOwner(path, Lock(path));
            }
            owner._holders++;
            return owner;
        }
    }

    public void Dispose()
    {
        lock (Owned)
        {
            if (--_holders == 0)
            {
                Owned.Remove(_path);
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
