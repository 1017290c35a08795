using System.Globalization;
using System.Text.Json.Nodes;
using Gongji.Journal.Postgres;
using Gongji.Proof.Proving;

namespace Gongji.Tests.Hosting;

/// <summary>The proof looks at what silos really keep.</summary>
public sealed class SnapshotProofTests(ThreeSilos cluster) : IClassFixture<ThreeSilos>
{
    /// <summary>More than a grain lets pass between two snapshots.</summary>
    const int Bills = 40;

    [PostgresFact]
    public async Task Snapshots_of_grains_that_went_to_rest_in_a_silo_say_what_the_journal_says()
    {
        var ledger = await cluster.ForOneTest();
        await ledger.Enrol("P1", yuan: 9_000);
        for (var bill = 0; bill < Bills; bill++)
        {
            (await ledger.Settle(ledger.BillOf("P1", inScope: 30))).OrThrow();
        }

        await ledger.ForgetAll();

        var proof = await Prover.ProveAll(cluster.Journal, ledger.Time, null, default);
        Assert.Empty(proof.Report.Findings);
        Assert.True(proof.Report.SnapshotsCompared > 0);
        Assert.Equal(0, proof.Report.SnapshotsUnused);
    }

    [PostgresFact]
    public async Task Snapshots_that_a_silo_keeps_when_it_is_told_to_stop_say_what_the_journal_says()
    {
        var folder = Directory.CreateTempSubdirectory("gongji-snapshots-");
        var place = new ClusterPlace(
            await PostgresServer.NewDatabase(),
            [await PostgresServer.NewDatabase()],
            Path.Combine(folder.FullName, "keys.json"));
        using var silo = await ClusterProcess.Start("silo", place);
        using var gateway = await ClusterProcess.Start("gateway", place);
        await Samples.Import(gateway.Address);
        await Samples.Send(gateway.Address, SamePurchase());

        Assert.Equal(0, await gateway.Terminate());
        Assert.Equal(0, await silo.Terminate());
        folder.Delete(recursive: true);

        await using var journal = new ClusterJournalStore(
            PostgresJournalStore.Over(place.Journals, TestLedger.Clock), place.Database);
        var proof = await Prover.ProveAll(journal, TimeProvider.System, null, default);
        Assert.Empty(proof.Report.Findings);
        Assert.True(proof.Report.SnapshotsCompared > 0);
        Assert.Equal(0, proof.Report.SnapshotsUnused);
    }

    /// <summary>One person buys the same again and again.</summary>
    static IEnumerable<JsonNode> SamePurchase()
    {
        var purchase = JsonNode.Parse(Samples.Purchases(1).Single())!;
        var code = (string)purchase["fixmedins_code"]!;
        foreach (var serial in Enumerable.Range(1, Bills))
        {
            purchase["msgid"] = $"{code}20251117{serial.ToString("D10", CultureInfo.InvariantCulture)}";
            yield return purchase;
        }
    }
}
