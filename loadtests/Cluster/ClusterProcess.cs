using System.Diagnostics;
using System.Globalization;

namespace Gongji.LoadTests.Cluster;

/// <summary>A silo or a gateway as a process of its own, as it runs in production.</summary>
sealed class ClusterProcess : IAsyncDisposable
{
    static readonly TimeSpan StartMax = TimeSpan.FromMinutes(1);

    const int SaidMax = 20;

    readonly Process _process;
    readonly TaskCompletionSource _serves = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<string> _said = [];

    ClusterProcess(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it speaks HTTP.</summary>
    public Uri Address { get; }

    public static Task<ClusterProcess> StartSilo(string database, IEnumerable<string> journals) => Start(
        "silo",
        database,
        [
            .. journals.SelectMany(static journal => new[] { "--journal", journal }),
            "--silo-port", Port(), "--call-port", Port(),
        ]);

    public static Task<ClusterProcess> StartGateway(string database, string keyFile) =>
        Start("gateway", database, ["--keys", keyFile]);

    static async Task<ClusterProcess> Start(string role, string database, string[] more)
    {
        var address = $"http://127.0.0.1:{Port()}";
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "gongji-cluster.dll"), "serve",
            "--roles", role,
            "--database", database,
            "--urls", address,
            "--drain-seconds", "0",
            .. more,
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        var started = new ClusterProcess(Process.Start(start)!, new Uri(address));
        started._process.OutputDataReceived += started.Hear;
        started._process.ErrorDataReceived += started.Hear;
        started._process.BeginOutputReadLine();
        started._process.BeginErrorReadLine();
        await started._serves.Task.WaitAsync(StartMax);
        return started;
    }

    /// <summary>Processor time until now.</summary>
    public TimeSpan Processor() => ProcessorTime.Of(_process.Id);

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
                    $"the process ended:\n{Said()}"));
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
