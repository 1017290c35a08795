using System.Diagnostics;
using Gongji.Program.Serving;

namespace Gongji.Tests.Program;

/// <summary>A file system of a few megabytes in memory, which can be filled to the last byte.</summary>
sealed class SmallDisk : IDisposable
{
    const string Size = "48m";

    static readonly Lazy<bool> MayMount = new(static () =>
    {
        try
        {
            new SmallDisk().Dispose();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    });

    readonly string _folder = Directory.CreateTempSubdirectory("gongji-disk-").FullName;

    public SmallDisk()
    {
        try
        {
            Run("mount", "-t", "tmpfs", "-o", "size=" + Size, "gongji-test", _folder);
        }
        catch (InvalidOperationException)
        {
            Directory.Delete(_folder);
            throw;
        }
    }

    /// <summary>Why tests that need it are skipped; null when they run. Under CI they always run.</summary>
    public static string? WhySkipped =>
        Environment.GetEnvironmentVariable("CI") == "true" || MayMount.Value
            ? null
            : "This user may not mount a file system in memory.";

    public Place Place => new(Path.Combine(_folder, "data"), []);

    string Filler => Path.Combine(_folder, "filler");

    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true)
            {
                filler.Write(page);
            }
        }
        catch (IOException)
        {
            // No space is left, which is what was wanted.
        }
    }

    /// <summary>From now on nothing can be written to it.</summary>
    public void Protect() => Run("mount", "-o", "remount,ro", _folder);

    public void MakeRoom() => File.Delete(Filler);

    public void Dispose()
    {
        Run("umount", _folder);
        Directory.Delete(_folder);
    }

    static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program}: {error}");
        }
    }
}

/// <summary>A test that fills a disk: skipped where this user may not mount one, unless under CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute() => Skip = SmallDisk.WhySkipped;
}
