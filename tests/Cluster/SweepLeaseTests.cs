using Gongji.Cluster;
using Gongji.Journal.Postgres;
using Npgsql;

namespace Gongji.Tests.Cluster;

/// <summary>One silo of the cluster sweeps for all.</summary>
public sealed class SweepLeaseTests
{
    [PostgresFact]
    public async Task One_silo_has_the_lease_until_it_no_longer_asks_for_it()
    {
        await using var database = NpgsqlDataSource.Create(await PostgresServer.NewDatabase());
        await PostgresSchema.ApplyCluster(database, default);
        var (one, other, elsewhere) =
            (new SweepLease(database, "a"), new SweepLease(database, "a"), new SweepLease(database, "b"));

        Assert.True(await one.Hold(default));
        Assert.False(await other.Hold(default));
        Assert.True(await one.Hold(default));
        Assert.True(await elsewhere.Hold(default));

        await using var expire = database.CreateCommand("UPDATE lease SET until = now() - interval '1 second'");
        await expire.ExecuteNonQueryAsync();
        Assert.True(await other.Hold(default));
        Assert.False(await one.Hold(default));
    }
}
