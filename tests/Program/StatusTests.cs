using Gongji.Journal.Entries;
using Gongji.Program.Serving;
using Npgsql;

namespace Gongji.Tests.Program;

/// <summary>How a ledger stands is told without changing anything.</summary>
public sealed class StatusTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_ledger_that_is_whole_is_told_while_it_serves() => await IsTold(_folder.Place);

    [PostgresFact]
    public async Task A_ledger_over_two_databases_is_told_for_each() => await IsTold(
        _folder.Place with { Postgres = [await PostgresServer.NewDatabase(), await PostgresServer.NewDatabase()] });

    [Fact]
    public async Task What_is_missing_is_said_in_its_line_and_what_is_there_all_the_same()
    {
        await GongjiProcess.Begin(_folder.Place);
        File.Delete(_folder.Place.KeyFile);

        var without = await Status(_folder.Place);
        File.Delete(_folder.Place.JournalFile);
        var nothing = await Status(_folder.Place);

        Assert.Equal([1, 1], new[] { without, nothing }.Select(static run => run.ExitCode));
        Assert.Contains("entries   0; tables of ", without.Output, StringComparison.Ordinal);
        Assert.Contains("keys      NO: The keys of ledger", without.Output, StringComparison.Ordinal);
        Assert.Contains("proof     none is known", without.Output, StringComparison.Ordinal);
        Assert.Contains("served    NO: The keys of ledger", without.Output, StringComparison.Ordinal);
        Assert.Contains("ledger    none at ", nothing.Output, StringComparison.Ordinal);
        Assert.Contains("served    NO: There is no ledger", nothing.Output, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_schema_of_a_newer_program_or_a_database_that_is_away_can_t_be_served()
    {
        var place = _folder.Place with { Postgres = [await PostgresServer.NewDatabase()] };
        await GongjiProcess.Begin(place);
        await using var source = NpgsqlDataSource.Create(place.Postgres[0]);
        await using var newer = source.CreateCommand("INSERT INTO gongji_schema VALUES (999, '999-newer.sql')");
        await newer.ExecuteNonQueryAsync();

        var early = await Status(place);
        var away = await GongjiProcess.Run("status", "--postgres", "Host=127.0.0.1;Port=1;Database=none");

        Assert.Equal([1, 1], new[] { early, away }.Select(static run => run.ExitCode));
        Assert.Contains("entries   NO: ", early.Output, StringComparison.Ordinal);
        Assert.Contains("ledger    NO: ", away.Output, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_cluster_is_looked_at_by_the_database_in_which_its_silos_find_one_another()
    {
        var database = await PostgresServer.NewDatabase();
        await GongjiProcess.Run("init", "--data", _folder.Path, "--database", database);

        var without = await GongjiProcess.Run("status", "--database", database);
        var with = await GongjiProcess.Run("status", "--database", database, "--data", _folder.Path);

        Assert.All([without, with], run => Assert.True(run.ExitCode == 0, run.Output + run.Error));
        Assert.Contains("served    the journal can be; name --data", without.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("keys  ", without.Output, StringComparison.Ordinal);
        Assert.Contains("served    it can be", with.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_that_is_open_is_counted()
    {
        await GongjiProcess.Begin(_folder.Place);
        var since = new DateTimeOffset(2026, 3, 1, 4, 0, 0, TimeSpan.Zero);
        await using (var journal = _folder.Place.JournalToRead())
        {
            await journal.Prepare(default);
            WorkMark[] marks =
                [new(new GrainKey("person/1"), since.AddHours(1)), new(new GrainKey("network/2"), since)];
            await journal.Write(0, new Batch([], marks), default);
        }

        var (_, output, _) = await Status(_folder.Place);

        Assert.Contains(
            "open work 2, the oldest since 2026-03-01 04:00:00.000000Z\n", output, StringComparison.Ordinal);
    }

    static async Task IsTold(Place place)
    {
        using var server = await GongjiProcess.Serve(place);
        await SampleDay.Enrol(server.Address);
        Assert.Equal(0, (await GongjiProcess.Run(["prove", .. GongjiProcess.Where(place)])).ExitCode);
        var name = await Belonging.Require(place, Roles.Silo, default);
        await using var journal = place.JournalToRead();

        var (exitCode, output, error) = await Status(place);

        Assert.True(exitCode == 0, output + error);
        Assert.Equal(journal.Databases, output.Split($"ledger    {name.Ledger} at ").Length - 1);
        for (var database = 0; database < journal.Databases; database++)
        {
            var entries = await journal.Follow(JournalPosition.Start with { Database = database }).ToListAsync();
            var last = entries[^1].Entry.At.UtcDateTime;
            Assert.Contains(
                $"{entries.Count:N0}, the last of {last:yyyy-MM-dd HH:mm:ss.ffffff}Z;",
                output,
                StringComparison.Ordinal);
            var seals = await journal.ReadChains(database, default);
            var heads = seals.GroupBy(static seal => seal.Chain).Select(chain => chain
                .MaxBy(static seal => seal.Number)!
                .HeadIn(new SealedBook(name.Ledger, database + 1)));
            Assert.All(heads, head => Assert.Contains($"          {head}\n", output, StringComparison.Ordinal));
        }
        Assert.Contains("keys      those of the ledger", output, StringComparison.Ordinal);
        Assert.Contains("proof     up to ", output, StringComparison.Ordinal);
        Assert.Contains("served    it can be", output, StringComparison.Ordinal);
    }

    static Task<(int ExitCode, string Output, string Error)> Status(Place place) =>
        GongjiProcess.Run(["status", .. GongjiProcess.Where(place)]);
}
