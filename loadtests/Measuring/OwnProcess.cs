using System.Diagnostics;
using System.Globalization;

namespace Gongji.LoadTests.Measuring;

/// <summary>A program beside this one that runs as a process of its own.</summary>
sealed class OwnProcess : IAsyncDisposable
{
    static readonly TimeSpan StartMax = TimeSpan.FromMinutes(2);

    const int SaidMax = 20;

    readonly Process _process;
    readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<string> _said = [];
    readonly string _sign;

    OwnProcess(ProcessStartInfo start, string sign)
    {
        _sign = sign;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <param name="program">The file beside this program.</param>
    /// <param name="sign">What it says when it has begun to serve.</param>
    public static OwnProcess Start(string program, string sign, IEnumerable<string> arguments) => new(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        },
        sign);

    /// <summary>Runs a program that ends by itself.</summary>
    /// <exception cref="InvalidOperationException">It did not do what it was to do.</exception>
    public static async Task Run(string program, IEnumerable<string> arguments)
    {
        await using var process = Start(program, "", arguments);
        await process._process.WaitForExitAsync();
        if (process._process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process._process.ExitCode}:\n{process.Said()}");
        }
    }

    /// <summary>Completes when it has given its sign.</summary>
    /// <exception cref="InvalidOperationException">It has ended without.</exception>
    public Task Begun() => _told.Task.WaitAsync(StartMax);

    /// <exception cref="InvalidOperationException">It has ended: what was measured counts for nothing.</exception>
    public void EnsureRuns()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"a process ended by itself with {_process.ExitCode}:\n{Said()}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var term = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
            await term.WaitForExitAsync();
        }
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>The last of what it said.</summary>
    string Said()
    {
        lock (_said)
        {
            return string.Join('\n', _said.TakeLast(SaidMax));
        }
    }

    void Hear(object sender, DataReceivedEventArgs heard)
    {
        lock (_said)
        {
            if (heard.Data is not { } line)
            {
                _told.TrySetException(new InvalidOperationException($"the process ended:\n{Said()}"));
                _ = _told.Task.Exception;
                return;
            }
            _said.Add(line);
            if (line.Contains(_sign, StringComparison.Ordinal))
            {
                _told.TrySetResult();
            }
        }
    }
}
