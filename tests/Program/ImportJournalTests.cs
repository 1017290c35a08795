using Gongji.Program.Serving;
using Npgsql;

namespace Gongji.Tests.Program;

/// <summary>A ledger goes on from its export, on whatever store.</summary>
public sealed class ImportJournalTests : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [PostgresFact]
    public async Task A_ledger_that_was_killed_goes_on_in_PostgreSQL_and_back_in_SQLite_with_all_that_it_answered()
    {
        var day = new SampleDay(_folder.Place);
        using (var server = await GongjiProcess.Serve(_folder.Place))
        {
            await SampleDay.Enrol(server.Address);
            await day.Replay(server.Address, answered =>
            {
                if (answered == SampleDay.Messages / 2)
                {
                    server.Kill();
                }
            });
        }
        var there = Elsewhere("there", await PostgresServer.NewDatabase());
        var back = Elsewhere("back");

        await Move(_folder.Place, there);
        using (var server = await GongjiProcess.Serve(there))
        {
            await day.AssertAnsweredAsBefore(server.Address);
            Assert.True(await day.Replay(server.Address, static _ => { }), day.Trouble);
            Assert.Equal(0, await server.Terminate());
        }
        await Move(there, back);
        using var again = await GongjiProcess.Serve(back);

        await day.AssertAnsweredAsBefore(again.Address);
        await new SampleDay(back).Replay(again.Address, static _ => { });
        await AssertProves(back);
    }

    [PostgresFact]
    public async Task A_journal_over_two_databases_goes_into_as_many_and_not_into_one()
    {
        var from = Elsewhere("from", await PostgresServer.NewDatabase(), await PostgresServer.NewDatabase());
        using (var server = await GongjiProcess.Serve(from))
        {
            await SampleDay.Enrol(server.Address);
            Assert.True(await new SampleDay(from).Replay(server.Address, static _ => { }));
            await server.Terminate();
        }
        var to = Elsewhere("to", await PostgresServer.NewDatabase(), await PostgresServer.NewDatabase());
        var one = Elsewhere("one", await PostgresServer.NewDatabase());

        var file = await Export(from);
        var refused = await Import(file, one);
        var imported = await Import(file, to);

        Assert.Equal([1, 0], new[] { refused, imported }.Select(static run => run.ExitCode));
        Assert.Contains("The journal is of 2 databases, and 1 are named", refused.Error, StringComparison.Ordinal);
        await AssertProves(to);
        var again = await Export(to);
        Assert.Equal(File.ReadLines(file).Skip(1), File.ReadLines(again).Skip(1));
    }

    [PostgresFact]
    public async Task Nothing_is_put_in_the_place_of_another_ledger()
    {
        var file = await Export(await Begun("first"));
        var second = Elsewhere("second", await PostgresServer.NewDatabase());
        await GongjiProcess.Begin(second);
        var keys = Elsewhere("keys");
        Directory.CreateDirectory(keys.Data);
        File.Copy(second.KeyFile, keys.KeyFile);

        var overFile = await Import(file, Elsewhere("first"));
        var overDatabase = await Import(file, second with { Data = Elsewhere("elsewhere").Data });
        var byOtherKeys = await Import(file, keys);

        Assert.All(new[] { overFile, overDatabase, byOtherKeys }, static run => Assert.Equal(1, run.ExitCode));
        Assert.Contains("never put in the place of another", overFile.Error, StringComparison.Ordinal);
        Assert.Contains("never put in the place of another", overDatabase.Error, StringComparison.Ordinal);
        Assert.Contains("has the keys of ledger", byOtherKeys.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(keys.JournalFile));
    }

    [PostgresFact]
    public async Task Of_a_file_that_is_not_as_it_was_written_nothing_is_left_behind()
    {
        var whole = await File.ReadAllTextAsync(await Export(await Begun("whole")));
        var database = await PostgresServer.NewDatabase();
        (string File, string Says)[] wrong =
        [
            (_folder.Write("cut", whole[..(whole.LastIndexOf('{') - 1)]), "is not whole"),
            (_folder.Write("changed", whole.Replace("西安", "西宁", StringComparison.Ordinal)), "not as the ledger wrote"),
        ];

        foreach (var (file, says) in wrong)
        {
            var inFile = await Import(file, Elsewhere("no"));
            var inDatabase = await Import(file, Elsewhere("no", database));

            Assert.All([inFile, inDatabase], run => Assert.Equal(1, run.ExitCode));
            Assert.All([inFile, inDatabase], run => Assert.Contains(says, run.Error, StringComparison.Ordinal));
            Assert.False(Directory.Exists(Elsewhere("no").Data));
        }
        Assert.Equal(0, (await Import(_folder.Write("whole.jsonl", whole), Elsewhere("no", database))).ExitCode);
    }

    [PostgresFact]
    public async Task What_was_not_written_to_its_end_is_no_ledger_s_and_is_said_to_be_in_the_way()
    {
        var file = await Export(await Begun("first"));
        var database = await PostgresServer.NewDatabase();
        await GongjiProcess.Run("migrate", "--journal", database);
        await using var source = NpgsqlDataSource.Create(database);
        await using var full = source.CreateCommand("ALTER TABLE seal ADD CHECK (number < 3)");
        await full.ExecuteNonQueryAsync();

        var broken = await Import(file, Elsewhere("second", database));
        var again = await Import(file, Elsewhere("second", database));
        var proven = await GongjiProcess.Run("prove", "--data", _folder.Path, "--postgres", database);

        Assert.All(new[] { broken, again, proven }, static run => Assert.Equal(1, run.ExitCode));
        Assert.Contains("drop the databases, and make them anew", broken.Error, StringComparison.Ordinal);
        Assert.Contains("There is a journal at ", again.Error, StringComparison.Ordinal);
        Assert.Contains("belongs to no ledger", proven.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_import_that_was_killed_has_left_is_written_over()
    {
        var file = await Export(await Begun("first"));
        foreach (var left in (string[])["", "-wal", "-shm", ".lock"])
        {
            _folder.Write($"second/journal.db.part{left}", "left");
        }

        var (exitCode, _, error) = await Import(file, Elsewhere("second"));

        Assert.True(exitCode == 0, error);
        await AssertProves(Elsewhere("second"));
        Assert.Empty(Directory.GetFiles(Elsewhere("second").Data, "*.part*"));
    }

    [Fact]
    public async Task A_copy_is_restored_up_to_a_moment_or_a_seal_and_says_what_is_left_out()
    {
        var begun = await Begun("first");
        var (file, export) = (Path.Combine(_folder.Path, "copy.db"), await Export(begun));
        Assert.Equal(0, (await GongjiProcess.Run("backup", "--data", begun.Data, "--to", file)).ExitCode);
        var entries = (await OutsideReader.Open(export)).Entries;
        var half = entries[entries.Count / 2].GetProperty("at").GetInt64();
        var moment = DateTimeOffset.UnixEpoch.AddMicroseconds(half);
        var seal = (await OutsideReader.Open(export)).Chain;

        var toMoment = await Restore(file, "moment", $"{moment:O}");
        var toSeal = await Restore(file, "seal", $"{seal}:2");
        var toNothing = await Restore(file, "nothing", $"{seal}:1000000");
        var unclear = await Restore(file, "unclear", "yesterday");

        Assert.Equal([0, 0, 1, 1], new[] { toMoment, toSeal, toNothing, unclear }.Select(static run => run.ExitCode));
        Assert.Contains("Left out: ", toMoment.Output, StringComparison.Ordinal);
        Assert.Contains("in 2 commits", toSeal.Output, StringComparison.Ordinal);
        Assert.Contains($"There is no seal {seal}:1000000 in it.", toNothing.Error, StringComparison.Ordinal);
        Assert.Contains("'yesterday' is not a moment", unclear.Error, StringComparison.Ordinal);
        Assert.All(
            (await OutsideReader.Open(await Export(Elsewhere("moment")))).Entries,
            entry => Assert.True(entry.GetProperty("at").GetInt64() <= half));
        await AssertProves(Elsewhere("moment"));
        await AssertProves(Elsewhere("seal"));
    }

    Place Elsewhere(string name, params string[] databases) => new(Path.Combine(_folder.Path, name), databases);

    async Task<Place> Begun(string name)
    {
        var place = Elsewhere(name);
        using var server = await GongjiProcess.Serve(place);
        await SampleDay.Enrol(server.Address);
        await server.Terminate();
        return place;
    }

    async Task<string> Export(Place place)
    {
        var file = Path.Combine(_folder.Path, $"{Guid.CreateVersion7()}.jsonl");
        var (exitCode, _, error) = await GongjiProcess.Run(["export", .. GongjiProcess.Where(place), "--to", file]);
        Assert.True(exitCode == 0, error);
        (await OutsideReader.Open(file)).Check();
        return file;
    }

    static Task<(int ExitCode, string Output, string Error)> Import(string file, Place place) =>
        GongjiProcess.Run(["import-journal", file, .. GongjiProcess.Where(place)]);

    Task<(int ExitCode, string Output, string Error)> Restore(string file, string name, string until) =>
        GongjiProcess.Run("restore", file, "--data", Elsewhere(name).Data, "--until", until);

    async Task Move(Place from, Place to)
    {
        var (exitCode, _, error) = await Import(await Export(from), to);
        Assert.True(exitCode == 0, error);
        Directory.CreateDirectory(to.Data);
        File.Copy(from.KeyFile, to.KeyFile);
        File.Copy(from.SealKeyFile, to.SealKeyFile);
        await AssertProves(to);
    }

    static async Task AssertProves(Place place)
    {
        var (exitCode, output, _) = await GongjiProcess.Run(["prove", "--full", .. GongjiProcess.Where(place)]);
        Assert.True(exitCode == 0, output);
    }
}
