using System.Diagnostics;
using System.Globalization;

namespace Gongji.Tests.Hosting;

/// <summary>The real program in a process of its own, as a silo or as a gateway on loopback.</summary>
sealed class ClusterProcess : IDisposable
{
    static readonly TimeSpan StartMax = TimeSpan.FromMinutes(2);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan EndMax = TimeSpan.FromMinutes(2);
    static readonly string Program = Path.Combine(AppContext.BaseDirectory, "gongji.dll");

    readonly Lock _lock = new();
    readonly List<string> _log = [];
    readonly TaskCompletionSource _serves = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly string[] _arguments;
    readonly ClusterPlace _place;
    readonly StreamWriter _kept;
    readonly Process _process;
    readonly Task _listening;

    ClusterProcess(string[] arguments, Uri address, ClusterPlace place)
    {
        (_arguments, Address, _place) = (arguments, address, place);
        _kept = new StreamWriter(Path.Combine(place.Folder, $"{arguments[3]}-{address.Port}.log"), append: true)
        {
            AutoFlush = true,
        };
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true };
        if (place.Collector is { } collector)
        {
            start.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.ToString();
            start.Environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
            start.Environment["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        }
        foreach (var (name, value) in place.Settings ?? [])
        {
            start.Environment[name] = value;
        }
        _process = Process.Start(start)!;
        _listening = Listen();
    }

    public Uri Address { get; }

    /// <summary>The first of a place begins its ledger.</summary>
    public static async Task<ClusterProcess> Start(string role, ClusterPlace place)
    {
        var url = $"http://127.0.0.1:{Port()}";
        string[] journals = [.. place.Journals.SelectMany(static journal => (string[])["--journal", journal])];
        if (!File.Exists(place.KeyFile))
        {
            using var init = Process.Start(
                "dotnet", [Program, "init", "--database", place.Database, .. journals, "--keys", place.KeyFile]);
            await init.WaitForExitAsync();
            Assert.Equal(0, init.ExitCode);
        }
        string[] arguments =
        [
            Program, "serve", "--roles", role, "--database", place.Database, .. journals, "--urls", url,
            "--silo-port", Port(), "--call-port", Port(), "--keys", place.KeyFile, "--drain-seconds", "0",
        ];
        return await Start(arguments, new Uri(url), place);
    }

    /// <summary>Starts the program anew, on the same ports, as a supervisor does: again when it ends before it serves.
    /// A silo that is too busy to answer probes while it joins is declared dead, and ends.</summary>
    public async Task<ClusterProcess> StartAgain()
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await Start(_arguments, Address, _place);
            }
            catch (InvalidOperationException) when (Stopwatch.GetElapsedTime(began) < StartMax)
            {
                // What it said is in its log.
            }
        }
    }

    /// <summary>Lines of its log that hold a text.</summary>
    public int Said(string text)
    {
        lock (_lock)
        {
            return _log.Count(line => line.Contains(text, StringComparison.Ordinal));
        }
    }

    /// <summary>Completes when it says a text once more.</summary>
    public async Task Says(string text, TimeSpan most)
    {
        var before = Said(text);
        for (var left = most; Said(text) == before; left -= Pause)
        {
            Assert.True(left > TimeSpan.Zero, $"the process did not say '{text}'");
            await Task.Delay(Pause);
        }
    }

    /// <summary>All that it has said.</summary>
    public string Log => string.Join('\n', LastSaid(int.MaxValue));

    string[] LastSaid(int lines)
    {
        lock (_lock)
        {
            return [.. _log.TakeLast(lines)];
        }
    }

    /// <summary>kill -9.</summary>
    public void Kill() => _process.Kill();

    /// <summary>kill -STOP, or -CONT to go on.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>kill -TERM, unless it has ended already, then waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Terminate()
    {
        if (!_process.HasExited)
        {
            Signal("TERM");
        }
        await Ended();
        return _process.ExitCode;
    }

    public async Task Ended()
    {
        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(EndMax));
        Assert.True(_process.HasExited, $"the process did not end: {string.Join('\n', LastSaid(30))}");
        await _listening;
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

    static async Task<ClusterProcess> Start(string[] arguments, Uri address, ClusterPlace place)
    {
        var started = new ClusterProcess(arguments, address, place);
        try
        {
            await started._serves.Task.WaitAsync(StartMax);
            return started;
        }
        catch
        {
            started.Dispose();
            throw;
        }
    }

    async Task Listen()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_lock)
            {
                _log.Add(line);
            }
            await _kept.WriteLineAsync(line);
            if (line.Contains("Serving as", StringComparison.Ordinal))
            {
                _serves.TrySetResult();
            }
        }
        await _kept.DisposeAsync();
        _serves.TrySetException(
            new InvalidOperationException("the process did not start: " + string.Join('\n', LastSaid(20))));
        _ = _serves.Task.Exception;
    }

    static string Port() => FreePort.Next().ToString(CultureInfo.InvariantCulture);
}

/// <summary>Where the processes of one cluster keep what they have.</summary>
/// <param name="Collector">Where they send meters and spans, if anywhere.</param>
/// <param name="Settings">What an operator sets by the environment.</param>
sealed record ClusterPlace(
    string Database,
    string[] Journals,
    string KeyFile,
    Uri? Collector = null,
    Dictionary<string, string>? Settings = null)
{
    /// <summary>Where they keep their keys, and the tests what they say.</summary>
    public string Folder => Path.GetDirectoryName(KeyFile)!;
}
