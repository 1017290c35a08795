using Gongji.Program.Serving;
using Gongji.Proof.Copying;
using Npgsql;

namespace Gongji.Tests.Program;

/// <summary>What was acknowledged is read, whatever else is under way on the database's server.</summary>
public sealed class JournalSourceTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PostgresFact]
    public async Task A_commit_behind_a_transaction_that_is_under_way_is_waited_for()
    {
        var (place, other) = await BookedBehindAnother();
        await using var _ = other;

        var commits = await Read(place, new HastyTime(() => other.Close()));

        var (exitCode, output, _) = await GongjiProcess.Run(["status", .. GongjiProcess.Where(place)]);
        Assert.True(exitCode == 0, output);
        Assert.NotEmpty(commits);
        Assert.Contains($"{commits.Count:N0} commits; heads:", output, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_transaction_that_does_not_end_is_said_to_be_in_the_way()
    {
        var (place, other) = await BookedBehindAnother();
        await using var _ = other;

        var refused = await Assert.ThrowsAsync<IOException>(() => Read(place, new HastyTime(static () => { })));

        Assert.Contains("a transaction on its server does not end", refused.Message, StringComparison.Ordinal);
    }

    /// <returns>Where it was booked, and the connection of the transaction that had begun before.</returns>
    async Task<(Place Place, NpgsqlConnection Other)> BookedBehindAnother()
    {
        var place = _folder.Place with { Postgres = [await PostgresServer.NewDatabase()] };
        using var server = await GongjiProcess.Serve(place);
        var other = new NpgsqlConnection(place.Postgres[0] + ";Pooling=False");
        await other.OpenAsync();
        await using var begin = new NpgsqlCommand("BEGIN; SELECT pg_current_xact_id()", other);
        await begin.ExecuteNonQueryAsync();
        await SampleDay.Enrol(server.Address);
        return (place, other);
    }

    static async Task<IReadOnlyList<WholeCommit>> Read(Place place, TimeProvider time)
    {
        await using var journal = place.JournalToRead();
        var name = await Belonging.Require(place, Roles.Silo, default);
        return await new JournalSource(journal, name, time).Read(default).ToListAsync();
    }

    /// <summary>A clock on which whatever is waited for has passed at once.</summary>
    /// <param name="waits">Called when somebody waits.</param>
    sealed class HastyTime(Action waits) : TimeProvider
    {
        long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _now);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            waits();
            Interlocked.Add(ref _now, dueTime.Ticks);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
