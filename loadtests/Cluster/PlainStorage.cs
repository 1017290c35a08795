using Gongji.Client.Cluster;
using Gongji.Hosting.Snapshots;
using Gongji.Journal.Postgres;
using Gongji.Policy.Areas;
using Gongji.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Gongji.LoadTests.Cluster;

/// <summary>Where plain grains keep what they have: Orleans' ADO.NET grain storage.</summary>
static class PlainStorage
{
    public const string Provider = "plain";

    /// <returns>A database with the storage's tables.</returns>
    public static async Task<string> Prepare(PostgresServer server)
    {
        var database = await server.CreateDatabase();
        await using var source = NpgsqlDataSource.Create(database);
        await PostgresSchema.ApplyCluster(source, CancellationToken.None);
        return database;
    }

    public static void Add(ISiloBuilder silo, string database, IPolicies policies)
    {
        silo.AddAdoNetGrainStorage(Provider, storage =>
        {
            (storage.Invariant, storage.ConnectionString) = (ClusterSetup.Driver, database);
            storage.GrainStorageSerializer = new SnapshotFormat();
        });
        silo.Services.AddSingleton(policies);
        silo.Services.AddTransient<PlainActivation>();
    }
}
