using System.Text;
using System.Text.Json;
using Gongji.Border.Refusing;

namespace Gongji.Program.Replay;

/// <summary>Sends a file of messages, one a line, to a server. Every counter (institution and operator) waits for its
/// answer before it sends the next message; counters go side by side, or all in the order of the file.</summary>
/// <param name="inOrder">Whether each message waits for the answer of the one before: what a deductible or a family's
/// account is spent on first depends on the order, and so do the sums.</param>
/// <remarks>Nothing is kept about how far a replay came: sent again from the start, each message gets the answer that
/// it got before, or hears that it was undone since, and nothing is booked twice.</remarks>
sealed class Replayer(HttpClient http, TimeProvider time, bool inOrder)
{
    const int CountersAtOnce = 32;
    const int LinesAtOnce = 8192;
    const int TriesMax = 20;

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <param name="answered">Hears of each message and its answer.</param>
    /// <exception cref="HttpRequestException">The server does not answer; replay again.</exception>
    public async Task<ReplayResult> Run(Stream file, Action<string, string>? answered, CancellationToken stop)
    {
        var result = new ReplayResult();
        using var reader = new StreamReader(file, leaveOpen: true);
        var lines = new List<string>(LinesAtOnce);
        while (true)
        {
            var line = await reader.ReadLineAsync(stop);
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Add(line);
            }
            if (line is null || lines.Count == LinesAtOnce)
            {
                await Send(lines, result, answered, stop);
                lines.Clear();
            }
            if (line is null)
            {
                return result;
            }
        }
    }

    Task Send(List<string> lines, ReplayResult result, Action<string, string>? answered, CancellationToken stop) =>
        Parallel.ForEachAsync(
            lines.GroupBy(line => inOrder ? "" : CounterOf(line)),
            new ParallelOptions { MaxDegreeOfParallelism = CountersAtOnce, CancellationToken = stop },
            async (counter, cancel) =>
            {
                foreach (var message in counter)
                {
                    var (answer, refusal) = await Send(message, cancel);
                    result.Count(refusal);
                    answered?.Invoke(message, answer);
                }
            });

    async Task<(string Answer, string? Refusal)> Send(string message, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(message));
            using var reply = await http.PostAsync(new Uri("/", UriKind.Relative), body, stop);
            reply.EnsureSuccessStatusCode();
            var answer = await reply.Content.ReadAsStringAsync(stop);
            var refusal = RefusalIn(answer);
            // A counter that went on would cancel a settlement that then is barred for ever.
            if (refusal is null || !Refusals.Passing.Contains(refusal) || tries == TriesMax)
            {
                return (answer, refusal);
            }
            await Task.Delay(Pause, time, stop);
        }
    }

    static string CounterOf(string message)
    {
        try
        {
            using var json = JsonDocument.Parse(message);
            return $"{TextOf(json, "fixmedins_code")}/{TextOf(json, "opter")}";
        }
        catch (JsonException)
        {
            // The server says what is wrong with it.
            return "";
        }
    }

    /// <summary>The code in square brackets at the start of err_msg; null when the answer is none of refusal.</summary>
    static string? RefusalIn(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        var text = TextOf(json, "err_msg");
        return text is ['[', .. var rest] ? rest.Split(']')[0] : null;
    }

    static string TextOf(JsonDocument json, string name) =>
        json.RootElement.ValueKind == JsonValueKind.Object
        && json.RootElement.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
