namespace Gongji.Server.Tests;

public sealed partial class FaultTests
{
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
        var over = await day.Replay(server.Address, static _ => { });

        Assert.True(over);
        Assert.Empty(await day.AnsweredOtherwise(server.Address));
        await day.Audit();
    }
}
