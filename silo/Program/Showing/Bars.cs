using Spectre.Console;

namespace Gongji.Program.Showing;

/// <summary>Progress bars on the console.</summary>
static class Bars
{
    const int TableWidth = 110;

    /// <summary>Lets a table keep its lines, and leaves colours out of files and pipes.</summary>
    public static void FitConsole()
    {
        AnsiConsole.Profile.Width = Math.Max(TableWidth, AnsiConsole.Profile.Width);
        AnsiConsole.Profile.Capabilities.Ansi &= !Console.IsOutputRedirected;
    }

    public static Task<T> Show<T>(string what, Func<ProgressTask, Task<T>> work) =>
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(async shown =>
            {
                var bar = shown.AddTask(what);
                var result = await work(bar);
                bar.Value = bar.MaxValue;
                return result;
            });
}

/// <summary>Progress that is told at once, where it is made.</summary>
sealed class Told<T>(Action<T> tell) : IProgress<T>
{
    public void Report(T value) => tell(value);
}
