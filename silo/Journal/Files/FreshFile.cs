namespace Gongji.Journal.Files;

/// <summary>Makes files that are there whole, and on the disk, or not at all.</summary>
public static class FreshFile
{
    /// <param name="path">A file that is not there yet.</param>
    /// <param name="write">Writes it, under another name.</param>
    /// <exception cref="IOException">It is there, another makes it, or there is no room for it.</exception>
    public static async Task<T> Make<T>(string path, Func<string, Task<T>> write)
    {
        if (File.Exists(path))
        {
            throw new IOException($"'{path}' is there already, and nothing is ever written over.");
        }
        using var alone = Alone(path);
        var part = path + ".part";
        File.Delete(part);
        try
        {
            var made = await write(part);
            using (var written = new FileStream(part, FileMode.Open, FileAccess.ReadWrite))
            {
                written.Flush(flushToDisk: true);
            }
            File.Move(part, path, overwrite: false);
            return made;
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Of two that make the same file, one would give its name to what the other has half written.</summary>
    static FileStream Alone(string path)
    {
        var held = path + ".held";
        try
        {
            return new FileStream(
                held,
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose);
        }
        catch (IOException other) when (File.Exists(held))
        {
            throw new IOException($"Another process is making '{path}'.", other);
        }
    }
}
