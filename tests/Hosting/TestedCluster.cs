using System.Collections.Concurrent;

namespace Gongji.Tests.Hosting;

/// <summary>A cluster's databases and processes, for one test. They end with it, however it ends; what the processes
/// said stays when it fails, and the failure says where.</summary>
sealed class TestedCluster : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gongji-cluster-");
    readonly ConcurrentBag<ClusterProcess> _started = [];

    public ClusterPlace Place { get; private set; } = null!;

    /// <param name="newDatabase">Makes an empty database.</param>
    /// <param name="settings">What an operator sets by the environment.</param>
    public static async Task Run(
        Func<Task<string>> newDatabase, Dictionary<string, string> settings, Func<TestedCluster, Task> test)
    {
        using var cluster = new TestedCluster();
        try
        {
            cluster.Place = new ClusterPlace(
                await newDatabase(),
                [await newDatabase(), await newDatabase()],
                Path.Combine(cluster._folder.FullName, "keys.json"),
                Settings: settings);
            await test(cluster);
        }
        catch (Exception failed)
        {
            throw new InvalidOperationException(
                $"{failed.Message} (what the processes said is in {cluster._folder})", failed);
        }
        cluster.Dispose();
        cluster._folder.Delete(recursive: true);
    }

    public Task<ClusterProcess> Start(string role) => Keep(ClusterProcess.Start(role, Place));

    /// <summary>Starts several at once, after one that makes the tables.</summary>
    public async Task<ClusterProcess[]> Start(params string[] roles) =>
        [await Start(roles[0]), .. await Task.WhenAll(roles.Skip(1).Select(Start))];

    /// <summary>Every process that starts is ended with the test.</summary>
    public async Task<ClusterProcess> Keep(Task<ClusterProcess> starting)
    {
        var process = await starting;
        _started.Add(process);
        return process;
    }

    public void Dispose()
    {
        while (_started.TryTake(out var process))
        {
            process.Dispose();
        }
    }
}
