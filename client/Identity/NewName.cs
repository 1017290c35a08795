using System.Runtime.InteropServices;

namespace Gongji.Identity;

/// <summary>Gives a whole file its name, unless another has that already.</summary>
/// <remarks>On Unix <see cref="File.Move(string, string, bool)"/> looks first and renames then, so that of two that
/// come at once the second takes the place of the first.</remarks>
static class NewName
{
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
            File.Delete(file);
            return true;
        }
        var why = Marshal.GetLastPInvokeErrorMessage();
        return File.Exists(name) ? false : throw new IOException($"'{name}' can't be made: {why}");
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

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Link(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string file, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
