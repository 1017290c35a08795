namespace Gongji.Server.Tests;

public sealed partial class FaultTests
{
    const int ReplaysMax = 3;

    [PostgresFact]
    public async Task While_PostgreSQL_is_down_it_says_that_outcomes_are_unknown_and_then_goes_on()
    {
        await using var postgres = await PostgresServer.Start();
        var place = _folder.Place with { Postgres = await postgres.CreateDatabase() };
        var day = new SampleDay(place);
        using var server = await GongjiProcess.Serve(place);
        await SampleDay.Enrol(server.Address);

        Task? mended = null;
        using var line = new TroubleLine(unknown =>
        {
            if (unknown == UnknownEnough)
            {
                mended = postgres.StartAgain();
            }
        });
        await day.Replay(
            server.Address,
            answered =>
            {
                if (answered == SampleDay.Messages / 4)
                {
                    postgres.Kill();
                }
            },
            line);
        Assert.NotNull(mended);
        await mended.WaitAsync(MendMax);
        var over = await ReplayUntilOver(day, server.Address);

        Assert.True(over);
        Assert.Empty(await day.AnsweredOtherwise(server.Address));
        await day.Audit();
    }

    /// <summary>A connection that died while it rested is found out by the first message that needs it. When that was
    /// a relative's, the settlement is refused with nothing booked and goes through when it is asked for
    /// again.</summary>
    static async Task<bool> ReplayUntilOver(SampleDay day, Uri server)
    {
        for (var replays = 0; replays < ReplaysMax; replays++)
        {
            if (await day.Replay(server, static _ => { }))
            {
                return true;
            }
        }
        return false;
    }
}
