using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gongji.Border;

namespace Gongji.Tests.Hosting;

/// <summary>Customers of pharmacies who buy one thing after the other (2102) through any of the gateways. Whoever is
/// not answered asks again with the very same message, as pharmacies do.</summary>
sealed class PharmacyLoad
{
    /// <summary>What is said when nothing is known to be booked or refused for good.</summary>
    static readonly string[] AskAgain =
    [
        .. RefusalTexts.Passing(typeof(Refusal).Assembly),
        .. RefusalTexts.Passing(typeof(GatewayOptions).Assembly),
    ];

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    readonly ConcurrentDictionary<string, string> _acknowledged = new();
    readonly ConcurrentDictionary<int, long> _lastBegun = new();
    readonly ConcurrentDictionary<int, string> _lastSaid = new();
    readonly Uri[] _gateways;
    readonly Task[] _customers;
    volatile bool _stopping;
    long _longestWait;
    long _longestAnswer;
    int _serial;

    public PharmacyLoad(Uri[] gateways, IEnumerable<string> purchases)
    {
        _gateways = gateways;
        _customers = [.. purchases.Select((purchase, customer) => Task.Run(() => Buy(purchase, customer)))];
    }

    /// <summary>Operations that were answered as booked, and the answers.</summary>
    public IReadOnlyDictionary<string, string> Acknowledged => _acknowledged;

    /// <summary>The longest that a customer was refused or not answered before one purchase was booked.</summary>
    public TimeSpan LongestWait => TimeSpan.FromTicks(Volatile.Read(ref _longestWait));

    /// <summary>The longest that one message took to be answered, whatever the answer was.</summary>
    public TimeSpan LongestAnswer => TimeSpan.FromTicks(Volatile.Read(ref _longestAnswer));

    /// <summary>Completes when every customer has begun and ended a purchase since now.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> EachIsServed(TimeSpan most)
    {
        var since = Stopwatch.GetTimestamp();
        while (WaitingSince(since) is { Length: > 0 } waiting)
        {
            await Task.WhenAll(_customers.Where(static customer => customer.IsFaulted));
            Assert.True(
                Stopwatch.GetElapsedTime(since) < most,
                $"not served within {most}: "
                + string.Join("; ", waiting.Select(customer => _lastSaid.GetValueOrDefault(customer))));
            await Task.Delay(Pause);
        }
        return Stopwatch.GetElapsedTime(since);
    }

    int[] WaitingSince(long moment) =>
        [.. _lastBegun.Where(last => last.Value < moment).Select(static last => last.Key)];

    /// <summary>Every customer ends the purchase under way.</summary>
    public Task Stop()
    {
        _stopping = true;
        return Task.WhenAll(_customers);
    }

    async Task Buy(string purchase, int customer)
    {
        _lastBegun[customer] = 0;
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
        var message = JsonNode.Parse(purchase)!;
        var code = (string)message["fixmedins_code"]!;
        while (!_stopping)
        {
            var serial = Interlocked.Increment(ref _serial);
            message["msgid"] = $"{code}20251117{serial.ToString("D10", CultureInfo.InvariantCulture)}";
            var begun = Stopwatch.GetTimestamp();
            _acknowledged[$"{code}/2102/{message["msgid"]}"] = await Booked(http, message.ToJsonString(), customer);
            _lastBegun[customer] = begun;
            Longest(ref _longestWait, begun);
        }
    }

    async Task<string> Booked(HttpClient http, string text, int customer)
    {
        for (var attempt = customer; ; attempt++)
        {
            var asked = Stopwatch.GetTimestamp();
            try
            {
                using var reply = await http.PostAsync(
                    _gateways[attempt % _gateways.Length], new StringContent(text, Encoding.UTF8));
                Longest(ref _longestAnswer, asked);
                var answer = JsonNode.Parse(await reply.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
                if ((int)answer["infcode"]! == 0)
                {
                    return answer["output"]!.ToJsonString();
                }
                var said = (string)answer["err_msg"]!;
                _lastSaid[customer] = $"{TimeProvider.System.GetUtcNow():T} {said}";
                Assert.True(AskAgain.Any(code => said.StartsWith($"[{code}]", StringComparison.Ordinal)), said);
            }
            catch (HttpRequestException away)
            {
                // The other gateway is asked.
                _lastSaid[customer] = $"{TimeProvider.System.GetUtcNow():T} {away.Message}";
            }
            await Task.Delay(Pause);
        }
    }

    static void Longest(ref long longest, long since)
    {
        var ticks = Stopwatch.GetElapsedTime(since).Ticks;
        for (var seen = Volatile.Read(ref longest);
            ticks > seen && Interlocked.CompareExchange(ref longest, ticks, seen) is var now && now != seen;)
        {
            seen = now;
        }
    }
}
