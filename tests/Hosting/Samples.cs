using System.Text;
using System.Text.Json.Nodes;

namespace Gongji.Tests.Hosting;

/// <summary>The people of the samples and what they do on one day.</summary>
static class Samples
{
    static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "samples");

    public static IEnumerable<JsonNode> Population => Read("population.jsonl");

    /// <summary>Messages of the national interface, in their order.</summary>
    public static IEnumerable<JsonNode> Day => Read("day.jsonl");

    /// <summary>Ordinary purchases (2102) of different persons.</summary>
    public static IEnumerable<string> Purchases(int customers) =>
        Day.Where(static message => (string)message["infno"]! == "2102")
            .DistinctBy(static message => (string)message["input"]!["druginfo"]!["psn_no"]!)
            .Take(customers)
            .Select(static message => message.ToJsonString());

    /// <summary>Imports the population through a gateway.</summary>
    public static Task Import(Uri gateway) => Post(
        new Uri(gateway, "/admin/import"),
        new StringContent(
            File.ReadAllText(Path.Combine(Folder, "population.jsonl")), Encoding.UTF8, "application/x-ndjson"));

    public static async Task Send(Uri gateway, IEnumerable<JsonNode> messages)
    {
        foreach (var message in messages)
        {
            await Post(gateway, new StringContent(message.ToJsonString(), Encoding.UTF8));
        }
    }

    static async Task Post(Uri to, HttpContent body)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
        using var reply = await http.PostAsync(to, body);
        reply.EnsureSuccessStatusCode();
    }

    static IEnumerable<JsonNode> Read(string file) =>
        File.ReadLines(Path.Combine(Folder, file)).Select(static line => JsonNode.Parse(line)!);
}
