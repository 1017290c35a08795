using Npgsql;

namespace Gongji.Tests.Program;

public sealed class ProveTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PostgresFact]
    public async Task Snapshots_in_the_database_of_a_cluster_are_proven_when_it_is_named()
    {
        var (cluster, journal) = (await PostgresServer.NewDatabase(), await PostgresServer.NewDatabase());
        await GongjiProcess.Run(
            "init", "--data", _folder.Path, "--database", cluster, "--journal", journal);
        await using var source = NpgsqlDataSource.Create(cluster);
        await using var keep = source.CreateCommand(
            """
            INSERT INTO orleansstorage VALUES ('person/P0', 'snapshot', 'Gongji', 0, 0, 1, now(),
              '{"sequence":3,"hash":"AQID","body":{},"seal":""}')
            """);
        await keep.ExecuteNonQueryAsync();
        string[] prove = ["prove", "--data", _folder.Path, "--postgres", journal];

        var without = await GongjiProcess.Run(prove);
        var with = await GongjiProcess.Run([.. prove, "--database", cluster]);

        Assert.Equal(0, without.ExitCode);
        Assert.Equal(1, with.ExitCode);
        Assert.Contains("SnapshotDiffers at person/P0 entry 3", with.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demo_that_serves_itself_is_no_cluster()
    {
        string[] demo = ["demo", "--data", _folder.Path, "--database", "Host=nowhere"];

        var (exitCode, _, error) = await GongjiProcess.Run(demo);

        Assert.Equal(1, exitCode);
        Assert.Equal("gongji: A --database is that of a cluster: name its gateway with --to.", error.Trim());
    }
}
