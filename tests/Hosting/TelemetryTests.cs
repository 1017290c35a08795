using System.Buffers;
using System.Text.Json.Nodes;
using Gongji.Journal.Postgres;
using Xunit.Abstractions;

namespace Gongji.Tests.Hosting;

/// <summary>What two silos and a gateway tell a collector and their logs, when one of the silos is killed.</summary>
public sealed class TelemetryTests(ITestOutputHelper output)
{
    const int Customers = 16;

    /// <summary>Enough for visits of several patients.</summary>
    const int Messages = 60;

    static readonly TimeSpan RefusedMax = TimeSpan.FromSeconds(30);

    [PostgresFact]
    public async Task Meters_spans_and_logs_tell_what_happens_and_never_to_whom()
    {
        var folder = Directory.CreateTempSubdirectory("gongji-telemetry-");
        await using var collector = await Collector.Start();
        var place = new ClusterPlace(
            await PostgresServer.NewDatabase(),
            [await PostgresServer.NewDatabase()],
            Path.Combine(folder.FullName, "keys.json"),
            collector.Address);
        using var silo = await ClusterProcess.Start("silo", place);
        using var victim = await ClusterProcess.Start("silo", place);
        using var gateway = await ClusterProcess.Start("gateway", place);

        await Serve(gateway, victim);
        Assert.Equal(0, await gateway.Terminate());
        Assert.Equal(0, await silo.Terminate());
        folder.Delete(recursive: true);

        var (metrics, traces) = (collector.Received("metrics"), collector.Received("traces"));
        output.WriteLine($"{metrics.Length} characters of metrics, {traces.Length} of traces");
        Assert.Contains("gongji.gateway.transaction.duration", metrics);
        Assert.Contains("orleans-app-requests-latency", metrics);
        Assert.Contains("Microsoft.Orleans.Application", traces);
        Assert.Contains("IPatient/Settle", traces);
        string[] logs = [silo.Log, victim.Log, gateway.Log];
        Assert.Contains(logs, static log => log.Contains("person/***"));
        var secrets = SearchValues.Create([.. await Secrets(place)], StringComparison.Ordinal);
        Assert.All([metrics, traces, .. logs], text => Assert.Equal("", FirstOf(secrets, text)));
    }

    /// <summary>Visits to hospitals first, and purchases that one silo's end does not stop.</summary>
    static async Task Serve(ClusterProcess gateway, ClusterProcess victim)
    {
        await Samples.Import(gateway.Address);
        await Samples.Send(gateway.Address, Samples.Day.Take(Messages));
        using var http = new HttpClient();
        await http.GetStringAsync(new Uri(gateway.Address, $"/admin/persons/{SecretsOf(People().First())[0]}"));
        var load = new PharmacyLoad([gateway.Address], Samples.Purchases(Customers));
        await load.EachIsServed(RefusedMax);
        victim.Kill();
        await victim.Ended();
        await load.EachIsServed(RefusedMax);
        await load.Stop();
        Assert.NotEmpty(load.Acknowledged);
    }

    /// <summary>Names and numbers of the population, and the id of every grain that has a journal, but for
    /// institutions.</summary>
    static async Task<HashSet<string>> Secrets(ClusterPlace place)
    {
        HashSet<string> secrets = [.. People().SelectMany(SecretsOf)];
        await using var journal = PostgresJournalStore.Over(place.Journals, TestLedger.Clock);
        var kinds = new HashSet<GrainKind?>();
        await foreach (var (_, entry) in journal.ReadByGrain())
        {
            kinds.Add(entry.Grain.Kind);
            if (entry.Grain.Kind != GrainKind.Institution)
            {
                secrets.Add(entry.Grain.Id);
            }
        }
        Assert.Superset(
            new HashSet<GrainKind?> { GrainKind.Person, GrainKind.Visit, GrainKind.Network, GrainKind.Credential },
            kinds);
        return secrets;
    }

    static IEnumerable<JsonNode> People() =>
        Samples.Population.Where(static record => (string)record["kind"]! == "person");

    static string[] SecretsOf(JsonNode person) =>
        [(string)person["psnNo"]!, (string)person["certNo"]!, (string)person["name"]!];

    /// <returns>The first secret with what stands behind it; empty when there is none.</returns>
    static string FirstOf(SearchValues<string> secrets, string text)
    {
        var at = text.AsSpan().IndexOfAny(secrets);
        return at < 0 ? "" : text[at..Math.Min(text.Length, at + 100)];
    }
}
