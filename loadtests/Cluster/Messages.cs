using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gongji.Journal.Postgres;
using Gongji.LoadTests.Measuring;
using Gongji.Proof.Proving;
using Gongji.Tests.Support;

namespace Gongji.LoadTests.Cluster;

/// <summary>What a message of the national interface costs on its whole way: purchases (2102) of the sample people,
/// through a gateway and a silo that are processes of their own.</summary>
sealed class Messages(PostgresServer server, ClusterLoadOptions options)
{
    /// <summary>Nobody comes to the end of it.</summary>
    const string Credit = "10000000.00";

    readonly JsonObject[] _purchases =
        [.. Read("day.jsonl")
            .Where(static message => (string)message["infno"]! == "2102")
            .DistinctBy(static message => (string)message["input"]!["druginfo"]!["psn_no"]!)];

    long _serial;

    public async Task<bool> Run()
    {
        var (database, journal) = (await server.CreateDatabase(), await server.CreateDatabase());
        var keys = Directory.CreateTempSubdirectory("gongji-keys-");
        try
        {
            await ClusterProcess.Begin(database, [journal], keys.FullName);
            await using (var silo = await ClusterProcess.StartSilo(database, [journal], keys.FullName))
            await using (var gateway = await ClusterProcess.StartGateway(database, keys.FullName))
            {
                using var http = new HttpClient { BaseAddress = gateway.Address };
                await Import(http);
                await Measure(http, silo, gateway, await ProcessorTime.PostmasterOf(database));
            }
        }
        finally
        {
            keys.Delete(recursive: true);
        }
        await using var store = PostgresJournalStore.Over([journal], TimeProvider.System);
        var proof = await Prover.ProveAll(store, TimeProvider.System, null, CancellationToken.None);
        Report.Say(proof.Report);
        Report.Line($"  disk       {await Figures.BytesOf([journal]) / _serial:N0} bytes a purchase, with indexes");
        return proof.Report.IsClean;
    }

    async Task Measure(HttpClient http, ClusterProcess silo, ClusterProcess gateway, int postmaster)
    {
        TimeSpan[] began = [], ended = [];
        TimeSpan[] Used() => [gateway.Processor(), silo.Processor(), ProcessorTime.OfServer(postmaster)];
        // Two processes have to compile themselves.
        var loop = options.Loop with { WarmUp = options.Loop.WarmUp * 2 };
        var answered = await new ClosedLoop(loop).Run(
            random => Buy(http, _purchases[random.Next(_purchases.Length)]),
            () => began = Used(),
            () => ended = Used());
        var each = began.Zip(ended, (from, to) => (to - from).TotalMicroseconds / answered.Latency.Count).ToArray();
        Report.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"messages: {_purchases.Length} customers buy through one gateway and one silo, one journal database: "
            + $"{answered.PerSecond:N0} purchases/s  p50 {Report.Ms(answered, 0.5)}  "
            + $"p99 {Report.Ms(answered, 0.99)} ms  each {each[0]:0} µs of the gateway's processors, "
            + $"{each[1]:0} µs of the silo's, {each[2]:0} µs of PostgreSQL's  "
            + $"refused {answered.Refused}  {Figures.LoadAverage()}"));
    }

    async Task<bool> Buy(HttpClient http, JsonObject purchase)
    {
        var message = (JsonObject)purchase.DeepClone();
        var serial = Interlocked.Increment(ref _serial).ToString("D10", CultureInfo.InvariantCulture);
        message["msgid"] = $"{message["fixmedins_code"]}20251117{serial}";
        using var body = new StringContent(message.ToJsonString(), Encoding.UTF8);
        using var reply = await http.PostAsync(default(Uri), body);
        var answer = JsonNode.Parse(await reply.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
        return (int)answer["infcode"]! == 0;
    }

    /// <summary>The sample people, with more money than they have.</summary>
    static async Task Import(HttpClient http)
    {
        var people = new StringBuilder();
        foreach (var record in Read("population.jsonl"))
        {
            if ((string)record["kind"]! == "credit")
            {
                record["amount"] = Credit;
            }
            people.Append(record.ToJsonString()).Append('\n');
        }
        using var body = new StringContent(people.ToString(), Encoding.UTF8, "application/x-ndjson");
        using var reply = await http.PostAsync(new Uri("/admin/import", UriKind.Relative), body);
        reply.EnsureSuccessStatusCode();
    }

    static IEnumerable<JsonObject> Read(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "samples", file))
            .Select(static line => (JsonObject)JsonNode.Parse(line)!);
}
