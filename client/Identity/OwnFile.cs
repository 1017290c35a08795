namespace Gongji.Identity;

/// <summary>Files that their owner alone may read, and that are never written over.</summary>
public static class OwnFile
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a file, durable and whole or not at all; of those that come at once the first makes it.</summary>
    /// <exception cref="IOException">There is a file of other content, or it can't be made.</exception>
    public static void Make(string path, byte[] content)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        var half = $"{full}.{Path.GetRandomFileName()}";
        try
        {
            Write(half, content);
            Name(half, full);
        }
        finally
        {
            File.Delete(half);
        }
    }

    /// <summary>Gives a file its name. Where another has that, it is gone only when that one says the same.</summary>
    /// <exception cref="IOException">There is a file of other content, or it can't be named; it stays as it is.
    /// </exception>
    public static void Rename(string path, string name) => Name(Path.GetFullPath(path), Path.GetFullPath(name));

    static void Name(string file, string name)
    {
        if (NewName.Give(file, name))
        {
            return;
        }
        if (!File.ReadAllBytes(name).AsSpan().SequenceEqual(File.ReadAllBytes(file)))
        {
            throw new IOException($"'{name}' is there: keys are never written over.");
        }
        File.Delete(file);
    }

    static void Write(string path, byte[] content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }
        using var file = new FileStream(path, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }
}
