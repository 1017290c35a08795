using System.Globalization;
using Gongji.LoadTests.Measuring;
using Gongji.Tests.Support;

namespace Gongji.LoadTests.Cluster;

/// <summary>A silo or a gateway as a process of its own, as it runs in production.</summary>
sealed class ClusterProcess : IAsyncDisposable
{
    readonly OwnProcess _process;

    ClusterProcess(OwnProcess process, string address) => (_process, Address) = (process, new Uri(address));

    /// <summary>Where it speaks HTTP.</summary>
    public Uri Address { get; }

    /// <summary>Begins a ledger.</summary>
    /// <param name="folder">Of its keys; empty.</param>
    public static Task Begin(string database, IEnumerable<string> journals, string folder) => OwnProcess.Run(
        "gongji.dll",
        [
            "init", "--database", database, "--data", folder,
            .. journals.SelectMany(static journal => new[] { "--journal", journal }),
        ]);

    public static Task<ClusterProcess> StartSilo(string database, IEnumerable<string> journals, string folder) => Start(
        "silo",
        database,
        [
            "--data", folder,
            .. journals.SelectMany(static journal => new[] { "--journal", journal }),
            "--silo-port", Port(), "--call-port", Port(),
        ]);

    public static Task<ClusterProcess> StartGateway(string database, string folder) =>
        Start("gateway", database, ["--data", folder]);

    static async Task<ClusterProcess> Start(string role, string database, string[] more)
    {
        var address = $"http://127.0.0.1:{Port()}";
        var process = OwnProcess.Start(
            "gongji.dll",
            "Serving as",
            [
                "serve",
                "--roles", role,
                "--database", database,
                "--urls", address,
                "--drain-seconds", "0",
                .. more,
            ]);
        try
        {
            await process.Begun();
            return new ClusterProcess(process, address);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Processor time until now.</summary>
    public TimeSpan Processor() => ProcessorTime.Of(_process.Id);

    /// <exception cref="InvalidOperationException">It has ended: what was measured counts for nothing.</exception>
    public void EnsureRuns() => _process.EnsureRuns();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    static string Port() => FreePort.Next().ToString(CultureInfo.InvariantCulture);
}
