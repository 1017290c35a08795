using System.Diagnostics;
using System.Globalization;
using Gongji.Tests;

namespace Gongji.LoadTests.Cluster;

/// <summary>A silo as a process of its own, as it runs in production.</summary>
sealed class SiloProcess : IAsyncDisposable
{
    static readonly TimeSpan StartMax = TimeSpan.FromMinutes(1);

    const int SaidMax = 20;

    readonly Process _process;
    readonly TaskCompletionSource _serves = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<string> _said = [];

    SiloProcess(Process process) => _process = process;

    public static async Task<SiloProcess> Start(string database, IEnumerable<string> journals)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "gongji-cluster.dll"), "serve",
            "--roles", "silo",
            "--database", database,
            .. journals.SelectMany(static journal => new[] { "--journal", journal }),
            "--silo-port", Port(),
            "--call-port", Port(),
            "--urls", $"http://127.0.0.1:{Port()}",
            "--drain-seconds", "0",
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        var silo = new SiloProcess(Process.Start(start)!);
        silo._process.OutputDataReceived += silo.Hear;
        silo._process.ErrorDataReceived += silo.Hear;
        silo._process.BeginOutputReadLine();
        silo._process.BeginErrorReadLine();
        await silo._serves.Task.WaitAsync(StartMax);
        return silo;
    }

    /// <summary>Processor time until now.</summary>
    public TimeSpan Processor() => ProcessorTime.Of(_process.Id);

    /// <exception cref="InvalidOperationException">It has ended: what was measured counts for nothing.</exception>
    public void EnsureRuns()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"a silo ended by itself with {_process.ExitCode}:\n{Said()}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var term = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await term.WaitForExitAsync();
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
                _serves.TrySetException(new InvalidOperationException(
                    $"the silo ended:\n{Said()}"));
                return;
            }
            _said.Add(line);
            if (line.Contains("Serving as", StringComparison.Ordinal))
            {
                _serves.TrySetResult();
            }
        }
    }

    static string Port() => PostgresServer.FreePort().ToString(CultureInfo.InvariantCulture);
}
