using System.Runtime.InteropServices;

namespace Gongji.Identity;

/// <summary>Gives a whole file its name, unless another has that already.</summary>
/// <remarks>On Unix <see cref="File.Move(string, string, bool)"/> looks first and renames then, so that of two that
/// come at once the second takes the place of the first.</remarks>
static class NewName
{
    /// <summary>Names the file; it is gone when another has the name.</summary>
    /// <exception cref="IOException">The file system does not let it be named.</exception>
    public static void Give(string file, string name)
    {
        if (OperatingSystem.IsWindows())
        {
            MoveOnWindows(file, name);
            return;
        }
        var failed = Link(file, name) != 0;
        var why = Marshal.GetLastPInvokeErrorMessage();
        File.Delete(file);
        if (failed && !File.Exists(name))
        {
            throw new IOException($"'{name}' can't be made: {why}");
        }
    }

    static void MoveOnWindows(string file, string name)
    {
        try
        {
            File.Move(file, name, overwrite: false);
        }
        catch (IOException) when (File.Exists(name))
        {
            File.Delete(file);
        }
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Link(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string file, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
