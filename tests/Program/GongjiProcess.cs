using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Gongji.Program.Serving;

namespace Gongji.Tests.Program;

/// <summary>The real program, serving in a process of its own on a port that the system gives it.</summary>
sealed class GongjiProcess : IDisposable
{
    static readonly TimeSpan EndMax = TimeSpan.FromMinutes(2);

    /// <summary>How many characters of a log are told.</summary>
    const int LogTold = 20_000;

    static readonly string Program = Path.Combine(AppContext.BaseDirectory, "gongji.dll");

    readonly Process _process;
    readonly Task<string> _rest;

    GongjiProcess(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        // Read on, or the program would stand still at a full pipe.
        _rest = process.StandardError.ReadToEndAsync();
    }

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>What it logged, when it has ended.</summary>
    public Task<string> Log => _rest;

    /// <summary>Serves, and ends as soon as it is told to.</summary>
    public static Task<GongjiProcess> Serve(Place place, params string[] further) => Serve(place, 0, further);

    /// <remarks>A ledger that is not there yet is begun.</remarks>
    /// <param name="drainSeconds">How long it goes on when it is told to stop.</param>
    public static async Task<GongjiProcess> Serve(Place place, int drainSeconds, params string[] further)
    {
        await Begin(place);
        var drain = drainSeconds.ToString(CultureInfo.InvariantCulture);
        var process = Start(
            ["serve", "--urls", "http://127.0.0.1:0", "--drain-seconds", drain, .. Where(place), .. further]);
        var said = "";
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            said += line + "\n";
            if (line.StartsWith('{') && (string?)JsonNode.Parse(line)!["State"]?["Addresses"] is { } address)
            {
                return new GongjiProcess(process, new Uri(address));
            }
        }
        throw new InvalidOperationException("the server did not start: " + said);
    }

    /// <summary>Begins a ledger where there is none.</summary>
    public static async Task Begin(Place place)
    {
        if (!File.Exists(place.KeyFile))
        {
            await Belonging.Begin(place, default);
        }
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(EndMax);
        return (process.ExitCode, await output, await error);
    }

    public static string[] Where(Place place) =>
        ["--data", place.Data, .. place.Postgres.SelectMany(static database => new[] { "--postgres", database })];

    /// <summary>kill -9.</summary>
    public void Kill() => _process.Kill();

    /// <summary>kill -TERM, then waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Terminate()
    {
        Signal("TERM");
        await Ended();
        return _process.ExitCode;
    }

    /// <summary>Kills it, and tells what its threads were at and what it logged last.</summary>
    public async Task<string> Autopsy()
    {
        var threads = _process.HasExited ? "it had ended" : string.Join(' ', Directory
            .EnumerateDirectories($"/proc/{_process.Id.ToString(CultureInfo.InvariantCulture)}/task")
            .Select(static thread => File.ReadAllText(Path.Combine(thread, "stat")).Split(')')[^1][1]
                + File.ReadAllText(Path.Combine(thread, "wchan"))));
        Kill();
        await Ended();
        var log = await _rest;
        return $"threads: {threads}\n{log[^Math.Min(log.Length, LogTold)..]}";
    }

    public async Task Ended()
    {
        await _process.WaitForExitAsync().WaitAsync(EndMax);
        await _rest;
    }

    /// <summary>kill -STOP, or -CONT to go on.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit(EndMax);
        }
        _process.Dispose();
    }

    static Process Start(string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [Program, .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
