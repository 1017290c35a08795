using Gongji.Program.Serving;
using Npgsql;

namespace Gongji.Tests.Program;

public sealed class MigrateTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PostgresFact]
    public async Task Migrating_from_two_places_at_once_takes_each_step_once()
    {
        string[] where = await ClusterOfTwoJournals();

        var both = await Task.WhenAll(Migrate(where), Migrate(where));
        var again = await Migrate(where);

        Assert.Equal(Steps(again, "there"), both.SelectMany(static said => Steps(said, "applied")).Order());
        Assert.Equal(3, Steps(again, "there").Count(static step => step.Contains(" 001-", StringComparison.Ordinal)));
        Assert.Empty(Steps(again, "applied"));
    }

    [PostgresFact]
    public async Task What_is_printed_is_what_is_missing_and_nothing_is_changed_by_printing()
    {
        var database = await PostgresServer.NewDatabase();
        string[] where = ["--database", database];

        var script = await Migrate([.. where, "--print"]);
        var unchanged = await Migrate([.. where, "--print"]);
        await Execute(database, Statements(script));

        Assert.Equal(script, unchanged);
        Assert.Equal("", await Migrate([.. where, "--print"]));
        Assert.Empty(Steps(await Migrate(where), "applied"));
    }

    [PostgresFact]
    public async Task A_role_that_may_make_no_tables_serves_a_database_that_is_up_to_date()
    {
        var database = await PostgresServer.NewDatabase();
        await Execute(
            database,
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC; DROP ROLE IF EXISTS clerk; CREATE ROLE clerk LOGIN");
        var clerk = new NpgsqlConnectionStringBuilder(database) { Username = "clerk" }.ToString();
        var place = _folder.Place with { Postgres = [clerk] };

        var (early, _, refused) = await GongjiProcess.Run(["migrate", "--journal", clerk]);
        await Belonging.Begin(place with { Postgres = [database] }, default);
        await Execute(
            database,
            """
            GRANT SELECT ON gongji_schema, journal_part, ledger TO clerk;
            GRANT SELECT, INSERT ON journal, seal TO clerk;
            GRANT SELECT, INSERT, UPDATE, DELETE ON snapshot, open_work TO clerk;
            GRANT SELECT, INSERT, UPDATE ON follower TO clerk
            """);
        using var server = await GongjiProcess.Serve(place);
        await SampleDay.Enrol(server.Address);

        Assert.Equal(1, early);
        Assert.Contains("permission denied", refused, StringComparison.Ordinal);
        Assert.Equal(0, await server.Terminate());
        Assert.Equal(0, (await GongjiProcess.Run(["prove", .. GongjiProcess.Where(place)])).ExitCode);
    }

    [Fact]
    public async Task Without_a_database_nothing_is_migrated()
    {
        var (exitCode, _, error) = await GongjiProcess.Run("migrate");

        Assert.Equal(1, exitCode);
        Assert.Equal("gongji: Name a --database, a --journal, or both.", error.Trim());
    }

    static async Task<string[]> ClusterOfTwoJournals() =>
    [
        "--database", await PostgresServer.NewDatabase(),
        "--journal", await PostgresServer.NewDatabase(),
        "--journal", await PostgresServer.NewDatabase(),
    ];

    static async Task<string> Migrate(params string[] where)
    {
        var (exitCode, output, error) = await GongjiProcess.Run(["migrate", .. where]);
        Assert.True(exitCode == 0, error);
        return output;
    }

    /// <summary>The steps of which this is said, each with its database.</summary>
    static List<string> Steps(string said, string what)
    {
        var (database, steps) = ("", new List<string>());
        foreach (var line in said.Split('\n'))
        {
            if (line.StartsWith($"  {what} ", StringComparison.Ordinal))
            {
                steps.Add($"{database} {line[(what.Length + 2)..].Trim()}");
            }
            else if (line is [not ' ', ..])
            {
                database = line;
            }
        }
        return [.. steps.Order()];
    }

    /// <summary>A script without what only psql understands.</summary>
    static string Statements(string script) =>
        string.Join('\n', script.Split('\n').Where(static line => line is not ['\\', ..]));

    static async Task Execute(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
#pragma warning disable CA2100 // The text is the test's own.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
