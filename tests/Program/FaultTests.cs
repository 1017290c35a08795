using System.Net;

namespace Gongji.Tests.Program;

/// <summary>Real faults of machines, disks and databases in the middle of the sample day. Each ends with the whole day
/// replayed to its end and with the books proved.</summary>
public sealed partial class FaultTests : IDisposable
{
    /// <summary>Answers in trouble after which a fault is mended.</summary>
    const int Enough = 20;

    static readonly TimeSpan Impatient = TimeSpan.FromSeconds(1);
    static readonly TimeSpan MendMax = TimeSpan.FromMinutes(1);

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stopped_for_a_while_it_answers_those_who_wait_and_books_once_for_those_who_hung_up()
    {
        var day = new SampleDay(_folder.Place);
        using var server = await GongjiProcess.Serve(_folder.Place);
        await SampleDay.Enrol(server.Address);

        using var hangUp = new CancellationTokenSource();
        var hungUp = await day.Replay(
            server.Address,
            answered =>
            {
                if (answered == SampleDay.Messages / 4)
                {
                    server.Signal("STOP");
                    hangUp.Cancel();
                }
            },
            hangUp: hangUp.Token);
        await GetNoAnswerUntilItGoesOn(server);
        Task? stopped = null;
        var over = await day.Replay(server.Address, answered =>
        {
            if (answered == SampleDay.Messages / 2)
            {
                server.Signal("STOP");
                stopped = GetNoAnswerUntilItGoesOn(server);
            }
        });
        await stopped!;

        Assert.False(hungUp);
        Assert.True(over, day.Trouble);
        await day.AssertAnsweredAsBefore(server.Address);
        await day.Audit();
    }

    [SmallDiskFact]
    public async Task While_its_disk_is_full_it_refuses_and_is_not_ready_and_with_room_it_goes_on()
    {
        using var disk = new SmallDisk();
        var day = new SampleDay(disk.Place);
        using var server = await GongjiProcess.Serve(disk.Place);
        await SampleDay.Enrol(server.Address);

        var (isMended, readyWhileFull) = (0, default(HttpStatusCode));
        using var line = new TroubleLine(troubled =>
        {
            if (troubled >= Enough && Interlocked.Exchange(ref isMended, 1) == 0)
            {
                readyWhileFull = Ready(server);
                disk.MakeRoom();
            }
        });
        await day.Replay(
            server.Address,
            answered =>
            {
                if (answered == SampleDay.Messages / 10)
                {
                    disk.Fill();
                }
            },
            line);
        var over = await day.Replay(server.Address, static _ => { });

        Assert.InRange(line.Refused, 1, int.MaxValue);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, readyWhileFull);
        Assert.Equal(HttpStatusCode.OK, Ready(server));
        Assert.True(over, day.Trouble);
        await day.AssertAnsweredAsBefore(server.Address);
        await day.Audit();
        Assert.Equal(0, await server.Terminate());
        Assert.Contains("can\\u0027t be written", await server.Log, StringComparison.Ordinal);
    }

    static HttpStatusCode Ready(GongjiProcess server)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var asked = new HttpRequestMessage(HttpMethod.Get, new Uri("/health/ready", UriKind.Relative));
        using var reply = http.Send(asked);
        return reply.StatusCode;
    }

    static async Task GetNoAnswerUntilItGoesOn(GongjiProcess server)
    {
        using var http = new HttpClient { BaseAddress = server.Address, Timeout = Impatient };
        await Assert.ThrowsAsync<TaskCanceledException>(() => http.GetAsync(new Uri("/health/live", UriKind.Relative)));
        server.Signal("CONT");
    }
}
