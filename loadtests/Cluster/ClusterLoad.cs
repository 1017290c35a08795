using Gongji.Policy.Areas;
using Gongji.Tests.Support;

namespace Gongji.LoadTests.Cluster;

/// <summary>Measures one part after another, all on one PostgreSQL server.</summary>
static class ClusterLoad
{
    /// <returns>Whether the books of all are clean.</returns>
    public static async Task<bool> Run(IPolicies policies, ClusterLoadOptions options)
    {
        // Every silo has connections of its own to every database.
        await using var server = await PostgresServer.Start(
            "shared_buffers=1GB", "max_wal_size=8GB", "max_connections=1000");
        var clean = true;
        foreach (var part in options.Parts)
        {
            clean &= await (part switch
            {
                Part.Size => new Sizing(server, policies, options).Run(),
                Part.Scale => new Scale(server, options).Run(),
                Part.Messages => new Messages(server, options).Run(),
                Part.Plain => new PlainWays(server, policies, options).Run(),
            });
        }
        return clean;
    }
}
