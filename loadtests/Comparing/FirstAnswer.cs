using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Gongji.LoadTests.Engines;
using Gongji.LoadTests.Measuring;
using Gongji.Tests.Support;

namespace Gongji.LoadTests.Comparing;

/// <summary>How long a ledger of one machine takes from the start of its process to its first answer over HTTP, with
/// an empty SQLite journal.</summary>
static class FirstAnswer
{
    /// <summary>What is asked again and again until it is answered: who shows this identity card (1101)?</summary>
    const string Message =
        """{"infno":"1101","msgid":"H61010300001202511170800009999","fixmedins_code":"H61010300001","""
        + """ "input":{"data":{"mdtrt_cert_type":"02","mdtrt_cert_no":"610199198510289017"}}}""";

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    static readonly TimeSpan AnswerMax = TimeSpan.FromMinutes(2);

    /// <param name="starts">Starts that count, one more before them; all take turns.</param>
    public static async Task Run(string folder, int starts)
    {
        (string Who, Func<string, string, OwnProcess> Start, List<(TimeSpan Time, TimeSpan Processor)> Found)[] all =
        [
            ("Mailbox", static (data, url) => Start(EngineKind.Mailbox, data, url), []),
            ("Silo", static (data, url) => Start(EngineKind.Silo, data, url), []),
            ("gongji serve", StartProgram, []),
        ];
        for (var round = 0; round <= starts; round++)
        {
            foreach (var (_, start, found) in all)
            {
                var data = Directory.CreateDirectory(Path.Combine(folder, $"{Guid.NewGuid():N}")).FullName;
                await OwnProcess.Run("gongji.dll", ["init", "--data", data]);
                var figures = await Measure(start, data);
                if (round > 0)
                {
                    found.Add(figures);
                }
            }
        }
        Report.Line(
            $"start of the process to its first answer over HTTP, {starts} starts each, {Figures.LoadAverage()}");
        foreach (var (who, _, found) in all)
        {
            double[] times = [.. found.Select(static one => one.Time.TotalMilliseconds).Order()];
            double[] processor = [.. found.Select(static one => one.Processor.TotalMilliseconds).Order()];
            Report.Line($"  {who,-13}{times[times.Length / 2],10:N0} ms (median; {times[0]:N0} to {times[^1]:N0}), "
                + $"{processor[processor.Length / 2]:N0} ms of processor");
        }
    }

    static async Task<(TimeSpan Time, TimeSpan Processor)> Measure(Func<string, string, OwnProcess> start, string data)
    {
        var url = $"http://127.0.0.1:{FreePort.Next()}";
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        var began = Stopwatch.GetTimestamp();
        await using var process = start(data, url);
        while (!await IsAnswered(http))
        {
            process.EnsureRuns();
            if (Stopwatch.GetElapsedTime(began) > AnswerMax)
            {
                throw new TimeoutException($"{url} has not answered");
            }
            await Task.Delay(Pause);
        }
        return (Stopwatch.GetElapsedTime(began), ProcessorTime.Of(process.Id));
    }

    static async Task<bool> IsAnswered(HttpClient http)
    {
        try
        {
            using var body = new StringContent(Message, Encoding.UTF8);
            using var reply = await http.PostAsync(default(Uri), body);
            var answer = JsonNode.Parse(await reply.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
            return answer["infcode"] is not null;
        }
        catch (HttpRequestException unheard) when (unheard.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return false;
        }
    }

    static OwnProcess Start(EngineKind kind, string data, string url) => OwnProcess.Start(
        "Gongji.LoadTests.dll", "", ["serve", "--engine", $"{kind}", "--folder", data, "--url", url]);

    static OwnProcess StartProgram(string data, string url) => OwnProcess.Start(
        "gongji.dll", "", ["serve", "--data", data, "--urls", url, "--drain-seconds", "0"]);
}
