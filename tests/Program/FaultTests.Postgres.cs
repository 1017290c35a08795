using Npgsql;

namespace Gongji.Tests.Program;

public sealed partial class FaultTests
{
    const int Cuts = 5;

    [PostgresFact]
    public async Task While_PostgreSQL_is_down_it_books_nothing_and_says_so_and_then_goes_on()
    {
        await using var postgres = await PostgresServer.Start();
        var place = _folder.Place with { Postgres = [await postgres.CreateDatabase()] };
        var day = new SampleDay(place);
        using var server = await GongjiProcess.Serve(place);
        await SampleDay.Enrol(server.Address);

        var (isMended, mended) = (0, default(Task));
        using var line = new TroubleLine(troubled =>
        {
            if (troubled >= Enough && Interlocked.Exchange(ref isMended, 1) == 0)
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
                    _ = postgres.Kill();
                }
            },
            line);
        Assert.NotNull(mended);
        Assert.InRange(line.Refused, 1, int.MaxValue);
        await mended.WaitAsync(MendMax);
        var over = await day.Replay(server.Address, static _ => { });

        Assert.True(over, day.Trouble);
        await day.AssertAnsweredAsBefore(server.Address);
        await day.Audit();
    }

    [PostgresFact]
    public async Task When_all_its_connections_are_cut_again_and_again_it_loses_and_doubles_nothing()
    {
        var place = _folder.Place with { Postgres = [await PostgresServer.NewDatabase()] };
        var day = new SampleDay(place);
        using var server = await GongjiProcess.Serve(place);
        await SampleDay.Enrol(server.Address);
        await using var scissors = NpgsqlDataSource.Create(place.Postgres[0]);

        var cut = new List<long>();
        using var line = new TroubleLine(static _ => { });
        var over = await day.Replay(
            server.Address,
            answered =>
            {
                if (answered % (SampleDay.Messages / (Cuts + 1)) == 0 && answered < SampleDay.Messages)
                {
                    lock (cut)
                    {
                        cut.Add(CutAll(scissors));
                    }
                }
            },
            line);
        Assert.True(over, day.Trouble);
        var overAgain = await day.Replay(server.Address, static _ => { });

        Assert.InRange(cut.Count, Cuts, int.MaxValue);
        Assert.All(cut, static connections => Assert.InRange(connections, 1, long.MaxValue));
        Assert.True(overAgain, day.Trouble);
        await day.AssertAnsweredAsBefore(server.Address);
        await day.Audit();
    }

    /// <returns>How many connections there were.</returns>
    static long CutAll(NpgsqlDataSource scissors)
    {
        using var cut = scissors.CreateCommand(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """);
        return (long)cut.ExecuteScalar()!;
    }
}
