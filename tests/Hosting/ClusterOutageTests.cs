using System.Globalization;
using System.Net;
using Xunit.Abstractions;

namespace Gongji.Tests.Hosting;

/// <summary>What everybody depends on goes away at once: all silos, or the databases.</summary>
public sealed class ClusterOutageTests(ITestOutputHelper output)
{
    const int Customers = 12;

    /// <summary>A pause that garbage collection or a move of a virtual machine may bring.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Silos that replace others serve after some 17 seconds where they have a processor to start on, and
    /// would after a minute and a half if they waited for the dead.</summary>
    static readonly TimeSpan ServedMax = TimeSpan.FromSeconds(60);

    /// <summary>The time in which a message is asked again, and one answer; and what a busy machine adds.</summary>
    static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(7 + 2 + 6);

    /// <summary>The time to stop, and what a busy machine adds.</summary>
    static readonly TimeSpan StopMax = TimeSpan.FromSeconds(15 + 6);

    static readonly Dictionary<string, string> ShortWaits = new()
    {
        ["GONGJI_RETRY__ASKFOR"] = "00:00:07",
        ["GONGJI_WAITS__ANSWERWITHIN"] = "00:00:02",
        ["GONGJI_SILO__STOPWITHIN"] = "00:00:15",
    };

    [PostgresFact]
    public Task When_all_silos_die_and_others_come_at_other_addresses_it_soon_books_again() =>
        TestedCluster.Run(PostgresServer.NewDatabase, [], async cluster =>
        {
            var processes = await cluster.Start("silo", "silo", "gateway");
            var (silos, gateway) = (processes[..2], processes[2]);
            await Samples.Import(gateway.Address);
            var load = new PharmacyLoad([gateway.Address], Samples.Purchases(Customers));
            await load.EachIsServed(ServedMax);

            silos[1].Signal("STOP");
            await Task.Delay(Pause);
            silos[1].Signal("CONT");
            await load.EachIsServed(ServedMax);
            Assert.Equal(0, silos[0].Said("Evicting"));

            Array.ForEach(silos, static silo => silo.Kill());
            var ready = Ready(gateway);
            var others = Task.WhenAll(cluster.Start("silo"), cluster.Start("silo"));
            var replaced = await load.EachIsServed(ServedMax);
            await others;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await ready);
            Assert.Equal(HttpStatusCode.OK, await Ready(gateway));
            await load.Stop();

            output.WriteLine($"booked again after {Seconds(replaced)} s");
        });

    [PostgresFact]
    public async Task While_the_databases_are_away_callers_are_answered_and_a_silo_still_ends()
    {
        await using var server = await PostgresServer.Start();
        await TestedCluster.Run(server.CreateDatabase, ShortWaits, async cluster =>
        {
            var processes = await cluster.Start("silo,gateway", "silo,gateway");
            await Samples.Import(processes[0].Address);
            var load = new PharmacyLoad([processes[0].Address], Samples.Purchases(Customers));
            await load.EachIsServed(ServedMax);

            await server.Kill();
            // For as long as a message is asked again, so that somebody is told.
            await Task.Delay(AnswerMax);
            var ending = processes[1].Terminate();
            Assert.Same(ending, await Task.WhenAny(ending, Task.Delay(StopMax)));
            Assert.Equal(1, processes[1].Said("Left without telling the others"));
            Assert.NotEqual(0, await ending);
            await server.StartAgain();
            await load.EachIsServed(ServedMax);
            await load.Stop();

            output.WriteLine($"the longest answer took {Seconds(load.LongestAnswer)} s");
            Assert.True(load.LongestAnswer < AnswerMax, $"{load.LongestAnswer}");
        });
    }

    static async Task<HttpStatusCode> Ready(ClusterProcess gateway)
    {
        using var http = new HttpClient { BaseAddress = gateway.Address };
        using var reply = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return reply.StatusCode;
    }

    static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
}
