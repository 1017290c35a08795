using System.Globalization;
using Gongji.Program.Serving;
using Xunit.Abstractions;

namespace Gongji.Tests.Program;

public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    const int Kills = 10;

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Killed_at_ten_moments_it_loses_and_doubles_nothing_on_SQLite() => KilledAtTenMoments(_folder.Place);

    [PostgresFact]
    public async Task Killed_at_ten_moments_it_loses_and_doubles_nothing_on_PostgreSQL() =>
        await KilledAtTenMoments(_folder.Place with { Postgres = [await PostgresServer.NewDatabase()] });

    [Fact]
    public async Task Told_to_stop_in_the_middle_of_a_replay_it_ends_well_and_goes_on_when_started_again()
    {
        var day = new SampleDay(_folder.Place);
        int exitCode;
        using (var server = await GongjiProcess.Serve(_folder.Place))
        {
            await SampleDay.Enrol(server.Address);
            Task<int>? stopping = null;
            await day.Replay(server.Address, answered =>
            {
                if (answered == SampleDay.Messages / 2)
                {
                    stopping = server.Terminate();
                }
            });
            exitCode = await stopping!;
        }
        await day.Audit();

        using var again = await GongjiProcess.Serve(_folder.Place);
        var over = await day.Replay(again.Address, static _ => { });

        Assert.Equal(0, exitCode);
        Assert.True(over, day.Trouble);
        await day.Audit();
    }

    async Task KilledAtTenMoments(Place place)
    {
        var seed = Environment.TickCount;
        output.WriteLine("seed " + seed.ToString(CultureInfo.InvariantCulture));
        var random = new Random(seed);
        var day = new SampleDay(place);
        using (var first = await GongjiProcess.Serve(place))
        {
            await SampleDay.Enrol(first.Address);
            await first.Terminate();
        }

        for (var kill = 1; kill <= Kills; kill++)
        {
            // Later and later, so that every part of the day has its kill.
            var moment = SampleDay.Messages * (kill - 1) / Kills + random.Next(1, SampleDay.Messages / Kills);
            using var server = await GongjiProcess.Serve(place);
            var over = await Replay(day, server, answered =>
            {
                if (answered == moment)
                {
                    output.WriteLine($"kill {kill} after {moment}");
                    server.Kill();
                }
            });
            await server.Ended();
            Assert.False(over);
        }
        using var last = await GongjiProcess.Serve(place);
        var ended = await Replay(day, last, static _ => { });

        Assert.True(ended, day.Trouble);
        await day.Audit();
    }

    static async Task<bool> Replay(SampleDay day, GongjiProcess server, Action<int> answered)
    {
        try
        {
            return await day.Replay(server.Address, answered);
        }
        catch (TimeoutException hangs)
        {
            throw new TimeoutException(await server.Autopsy(), hangs);
        }
    }
}
