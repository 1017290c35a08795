using System.Runtime.InteropServices;

namespace Gongji.Identity;

/// <summary>Gives a whole file its name, unless another has that already.</summary>
/// <remarks>On Unix <see cref="File.Move(string, string, bool)"/> looks first and renames then, so that of two that
/// come at once the second takes the place of the first.</remarks>
static class NewName
{
    const int ReadOnly = 0;

    /// <returns>False when another has the name; then the file stays as it is.</returns>
    /// <exception cref="IOException">The file system does not let it be named; it stays as it is.</exception>
    public static bool Give(string file, string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return MoveOnWindows(file, name);
        }
        if (Link(file, name) == 0)
        {
            Flush(Path.GetDirectoryName(name)!);
            File.Delete(file);
            return true;
        }
        var why = Marshal.GetLastPInvokeErrorMessage();
        return File.Exists(name) ? false : throw new IOException($"'{name}' can't be made: {why}");
    }

    /// <summary>Lets names in a folder be on the disk, too.</summary>
    static void Flush(string folder)
    {
        var descriptor = Open(folder, ReadOnly);
        if (descriptor >= 0)
        {
            _ = FSync(descriptor);
            _ = Close(descriptor);
        }
    }

    static bool MoveOnWindows(string file, string name)
    {
        try
        {
            File.Move(file, name, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(name))
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int FSync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Link(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string file, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
