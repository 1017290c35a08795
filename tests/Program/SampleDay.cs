using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Gongji.Journal.Codec;
using Gongji.Ledger.People.Patient;
using Gongji.Program.Demo;
using Gongji.Program.Replay;
using Gongji.Program.Serving;
using Gongji.Proof.Proving;

namespace Gongji.Tests.Program;

/// <summary>Lives through the first hours of the sample day again and again, and holds the ledger to every answer that
/// it ever gave.</summary>
sealed class SampleDay(Place place)
{
    /// <summary>Transactions that change something: their answer never changes, unless what they did is
    /// undone.</summary>
    static readonly string[] Changing =
        ["9001", "2201", "2203A", "2204", "2207", "2208", "2102", "2103", "2601"];

    static readonly string[] RefusedOnPurpose =
    [
        "credential.unknown", "gateway.total_differs", "reverse.no_such_operation",
    ];

    /// <summary>What is said when it may be otherwise the next time.</summary>
    static readonly string[] SaidInTrouble = ["outcome_unknown", "overloaded", "settle.aid_no_answer"];

    /// <summary>Why the last replay did not come to the end of the day.</summary>
    public string Trouble { get; private set; } = "";

    readonly ConcurrentDictionary<string, string> _answers = new();
    readonly ConcurrentDictionary<string, string> _settlements = new();
    readonly ConcurrentDictionary<string, string> _undone = new();
    readonly ConcurrentBag<string> _changedAnswers = [];
    readonly ConcurrentBag<string> _refusals = [];

    /// <summary>The settlements that are acknowledged by now, by the names of their operations.</summary>
    public IReadOnlyCollection<string> Acknowledged => [.. _settlements.Keys];

    public const int Messages = 1_000;

    static readonly byte[] Day = Encoding.UTF8.GetBytes(
        string.Join('\n', File.ReadLines(Samples.Day.FullName).Take(Messages)));

    public static async Task Enrol(Uri server)
    {
        string[] import = ["import", Samples.Population.FullName, "--to", server.GetLeftPart(UriPartial.Authority)];
        var (exitCode, output, error) = await GongjiProcess.Run(import);
        Assert.True(exitCode == 0, output + error);
    }

    /// <summary>Replays from the start, until the server is gone, the callers hang up or the day is over.</summary>
    /// <param name="answered">Hears how many messages were answered in this replay.</param>
    /// <param name="line">Carries the messages; null when nobody listens in.</param>
    /// <returns>True when the day is over and nothing has to be asked again.</returns>
    /// <exception cref="TimeoutException">The server is there and does not answer.</exception>
    public async Task<bool> Replay(
        Uri server, Action<int> answered, HttpMessageHandler? line = null, CancellationToken hangUp = default)
    {
        using var http = new HttpClient(line ?? new SocketsHttpHandler()) { BaseAddress = server };
        using var day = new MemoryStream(Day);
        var count = 0;
        try
        {
            var result = await new Replayer(http, TimeProvider.System, inOrder: false).Run(
                day,
                (message, answer) =>
                {
                    Hear(message, answer);
                    answered(Interlocked.Increment(ref count));
                },
                hangUp);
            None(_refusals, "refused though the day has no such refusal");
            Trouble = string.Join(' ', result.Refused.Where(static pair => SaidInTrouble.Contains(pair.Key)));
        }
        catch (HttpRequestException gone)
        {
            Trouble = gone.Message;
        }
        catch (OperationCanceledException late) when (late.InnerException is TimeoutException)
        {
            throw new TimeoutException($"a message was not answered; {count} were", late);
        }
        catch (OperationCanceledException) when (hangUp.IsCancellationRequested)
        {
            Trouble = "hung up";
        }
        return Trouble == "";
    }

    /// <summary>Sends every acknowledged settlement once more.</summary>
    /// <param name="names">Those that alone are sent; null for all.</param>
    /// <returns>Those that are not answered as before, with what is said instead.</returns>
    public async Task<IReadOnlyList<(JsonNode Asked, JsonNode Said)>> AnsweredOtherwise(
        Uri server, IReadOnlyCollection<string>? names = null)
    {
        using var http = new HttpClient { BaseAddress = server };
        var differ = new List<(JsonNode, JsonNode)>();
        foreach (var (name, message) in _settlements.Where(settled => names?.Contains(settled.Key) != false))
        {
            using var reply = await http.PostAsync(server, new StringContent(message));
            var said = JsonNode.Parse(await reply.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
            var undone = UndoneBy(said) is { } by && _answers.ContainsKey(by);
            if (!undone && said["output"]?.ToJsonString() != _answers[name])
            {
                differ.Add((JsonNode.Parse(message)!, said));
            }
        }
        return differ;
    }

    public async Task AssertAnsweredAsBefore(Uri server) =>
        None(await AnsweredOtherwise(server), "acknowledged, and now answered otherwise");

    /// <summary>The journal has every acknowledged settlement once, no answer ever changed, and the books
    /// balance.</summary>
    public async Task Audit()
    {
        None(_changedAnswers, "answered otherwise than before");
        None(_undone.Where(pair => !_answers.ContainsKey(pair.Value)), "told as undone by what was not acknowledged");
        await using var journal = place.JournalToRead();
        var settled = new List<string>();
        await foreach (var (_, entry) in journal.ReadByGrain())
        {
            if (entry.Kind == EventKinds.Of<Settled>())
            {
                settled.Add(entry.Operation!);
            }
        }
        var seen = new HashSet<string>();
        None(settled.Where(name => !seen.Add(name)), "booked more than once");
        Assert.NotEmpty(_settlements);
        None(_settlements.Keys.Except(settled), "acknowledged, but not in the journal");
        var name = await Belonging.Require(place, Roles.Silo, CancellationToken.None);
        var trust = SealKeyFile.ToCheckWith(name, place.SealKeyFile, proven: null).Trust;
        var report = (await Prover.Prove(
            null, [], true, journal, trust, TimeProvider.System, null, CancellationToken.None)).Report;
        None(report.Findings, "found wrong in the books");
    }

    static void None<T>(IEnumerable<T> wrong, string what)
    {
        var all = wrong.ToArray();
        Assert.True(all.Length == 0, $"{all.Length} {what}:\n{string.Join('\n', all)}");
    }

    /// <summary>What undid a message, as its refusal names it; null when it is answered otherwise.</summary>
    static string? UndoneBy(JsonNode said) =>
        (string?)said["err_msg"] is { } text && text.StartsWith("[operation.undone]", StringComparison.Ordinal)
            ? text.Split("(msgid=")[1].TrimEnd(')')
            : null;

    void Hear(string message, string answer)
    {
        var (asked, said) = (JsonNode.Parse(message)!, JsonNode.Parse(answer)!);
        var infno = (string)asked["infno"]!;
        var name = $"{asked["fixmedins_code"]}/{infno}/{asked["msgid"]}";
        if (UndoneBy(said) is { } by)
        {
            _undone[name] = by;
            return;
        }
        if (((string?)said["err_msg"])?.Split('[', ']') is ["", var code, ..]
            && !RefusedOnPurpose.Contains(code)
            && !SaidInTrouble.Contains(code))
        {
            _refusals.Add($"{name}: {said["err_msg"]}");
        }
        if ((int)said["infcode"]! != 0 || !Changing.Contains(infno))
        {
            return;
        }
        var output = said["output"]!.ToJsonString();
        if (_answers.GetOrAdd(name, output) != output)
        {
            _changedAnswers.Add(name);
        }
        if (infno is "2207" or "2102")
        {
            _settlements[name] = message;
        }
    }
}
