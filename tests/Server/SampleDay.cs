using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Gongji.Journal.Proving;
using Gongji.Server.Demo;
using Gongji.Server.Replay;

namespace Gongji.Server.Tests;

/// <summary>Lives through the first hours of the sample day again and again, and holds the ledger to every answer that
/// it ever gave.</summary>
sealed class SampleDay(Place place)
{
    /// <summary>Transactions that change something: their answer never changes.</summary>
    static readonly string[] Changing =
        ["9001", "2201", "2203A", "2204", "2207", "2208", "2102", "2103", "2601"];

    static readonly string[] RefusedOnPurpose =
    [
        "credential.unknown", "gateway.total_differs", "reverse.no_such_operation", "settle.insurance_not_normal",
    ];

    readonly ConcurrentDictionary<string, string> _answers = new();
    readonly ConcurrentBag<string> _changedAnswers = [];

    public const int Messages = 1_000;

    static readonly byte[] Day = Encoding.UTF8.GetBytes(
        string.Join('\n', File.ReadLines(Samples.Day.FullName).Take(Messages)));

    public static async Task Enrol(Uri server)
    {
        string[] import = ["import", Samples.Population.FullName, "--to", server.GetLeftPart(UriPartial.Authority)];
        var (exitCode, output, error) = await GongjiProcess.Run(import);
        Assert.True(exitCode == 0, output + error);
    }

    /// <summary>Replays from the start, until the server is gone or the day is over.</summary>
    /// <param name="answered">Hears how many messages were answered in this replay.</param>
    /// <returns>True when the day is over.</returns>
    public async Task<bool> Replay(Uri server, Action<int> answered)
    {
        using var http = new HttpClient { BaseAddress = server };
        using var day = new MemoryStream(Day);
        var count = 0;
        try
        {
            var result = await new Replayer(http, TimeProvider.System).Run(
                day,
                (message, answer) =>
                {
                    Hear(message, answer);
                    answered(Interlocked.Increment(ref count));
                },
                CancellationToken.None);
            Assert.Empty(result.Refused.Keys.Except(RefusedOnPurpose));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The journal has every acknowledged settlement once, no answer ever changed, and the books
    /// balance.</summary>
    public async Task Audit()
    {
        Assert.Empty(_changedAnswers);
        await using var journal = place.JournalToRead();
        var settled = new List<string>();
        await foreach (var (_, entry) in journal.ReadByGrain())
        {
            if (entry.Kind == "person.settled.1")
            {
                settled.Add(entry.Operation!);
            }
        }
        var acknowledged = _answers.Keys.Where(static name => name.Contains("/2207/") || name.Contains("/2102/"));
        Assert.Equal(settled.Count, settled.Distinct().Count());
        Assert.NotEmpty(acknowledged);
        Assert.Empty(acknowledged.Except(settled));
        var report = (await Prover.ProveAll(journal, TimeProvider.System, null, CancellationToken.None)).Report;
        Assert.Empty(report.Findings);
    }

    void Hear(string message, string answer)
    {
        var (asked, said) = (JsonNode.Parse(message)!, JsonNode.Parse(answer)!);
        var infno = (string)asked["infno"]!;
        if ((int)said["infcode"]! != 0 || !Changing.Contains(infno))
        {
            return;
        }
        var name = $"{asked["fixmedins_code"]}/{infno}/{asked["msgid"]}";
        var output = said["output"]!.ToJsonString();
        if (_answers.GetOrAdd(name, output) != output)
        {
            _changedAnswers.Add(name);
        }
    }
}
