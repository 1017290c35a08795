using System.Data.Common;
using Gongji.Identity;
using Gongji.Program.Logs;
using Gongji.Program.Serving;
using Microsoft.Data.Sqlite;

namespace Gongji.Tests.Program;

/// <summary>What a ledger consists of belongs together, and nothing else is taken for a part of it.</summary>
public sealed class BelongingTests : IDisposable
{
    readonly TempFolder _folder = new();
    int _places;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_ledger_is_begun_once_and_is_found_again()
    {
        var place = Place();

        var (begun, isNew) = await Belonging.Begin(place, default);
        var again = await Belonging.Begin(place, default);

        Assert.True(isNew);
        Assert.Equal((begun, false), again);
        Assert.Equal(begun, await Belonging.Require(place, Both, default));
        Assert.Equal(begun.Ledger, IdentityKeys.Load(place.KeyFile).Ledger);
    }

    [Fact]
    public async Task Where_no_ledger_was_begun_nothing_is_served_and_nothing_is_made()
    {
        var place = Place();

        string[] serve = ["serve", "--urls", "http://127.0.0.1:0"];
        var (exitCode, _, error) = await GongjiProcess.Run([.. serve, "--data", place.Data]);
        var (unnamed, _, why) = await GongjiProcess.Run(serve);

        Assert.Equal((1, 1), (exitCode, unnamed));
        Assert.Contains("There is no ledger at", error, StringComparison.Ordinal);
        Assert.Contains("`gongji init` begins one", error, StringComparison.Ordinal);
        Assert.Contains("Name the folder of the ledger with --data.", why, StringComparison.Ordinal);
        Assert.False(Directory.Exists(place.Data));
    }

    [Fact]
    public async Task Of_a_ledger_whose_journal_is_gone_no_other_is_begun_in_its_place()
    {
        var place = await Booked();
        File.Delete(place.JournalFile);

        var served = await Refused(() => Belonging.Require(place, Both, default));
        var begun = await Refused(() => Belonging.Begin(place, default));

        Assert.Contains("if its journal is lost, put it back first", served, StringComparison.Ordinal);
        Assert.Contains("has the keys of a ledger whose journal is not at", begun, StringComparison.Ordinal);
        Assert.False(File.Exists(place.JournalFile));
    }

    [Fact]
    public async Task The_journal_of_another_ledger_in_its_place_is_refused()
    {
        var (place, other) = (await Booked(), await Booked());
        File.Copy(other.JournalFile, place.JournalFile, overwrite: true);

        var served = await Refused(() => Belonging.Require(place, Both, default));
        var begun = await Refused(() => Belonging.Begin(place, default));

        Assert.Contains("has the keys of ledger", served, StringComparison.Ordinal);
        Assert.Equal(served, begun);
    }

    [Fact]
    public async Task Without_its_keys_or_with_others_it_is_not_served_and_no_new_ones_are_made()
    {
        var place = await Booked();
        File.Delete(place.KeyFile);

        var missing = await Refused(() => Belonging.Require(place, Both, default));
        var begun = await Refused(() => Belonging.Begin(place, default));
        var made = File.Exists(place.KeyFile);
        IdentityKeys.Random().Keep(place.KeyFile);
        var swapped = await Refused(() => Belonging.Require(place, Both, default));

        Assert.Contains("put the file there from where a copy is kept", missing, StringComparison.Ordinal);
        Assert.Contains("and its keys are not at", begun, StringComparison.Ordinal);
        Assert.False(made);
        Assert.Contains("has the keys of another ledger", swapped, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_beginning_that_was_broken_off_goes_on_as_it_was_begun(bool isNamed)
    {
        var place = Place();
        var (first, _) = await Belonging.Begin(place, default);
        File.Move(place.KeyFile, place.KeyFile + ".new");
        if (!isNamed)
        {
            File.Delete(place.JournalFile);
        }

        var (second, isNew) = await Belonging.Begin(place, default);

        Assert.Equal((first, true), (second, isNew));
        Assert.Equal(first, await Belonging.Require(place, Both, default));
        Assert.False(File.Exists(place.KeyFile + ".new"));
    }

    [Fact]
    public async Task A_ledger_in_which_nothing_was_booked_yet_keeps_its_name_and_its_keys()
    {
        var place = Place();
        var (name, _) = await Belonging.Begin(place, default);
        var elsewhere = place with { KeyFile = Path.Combine(_folder.Path, "other-keys.json") };

        var begun = await Refused(() => Belonging.Begin(elsewhere, default));

        Assert.Contains("and its keys are not at", begun, StringComparison.Ordinal);
        Assert.False(File.Exists(elsewhere.KeyFile) || File.Exists(elsewhere.KeyFile + ".new"));
        Assert.Equal(name, await Belonging.Require(place, Both, default));
    }

    [Fact]
    public async Task What_is_left_of_a_journal_is_not_begun_over()
    {
        var place = Place();
        Directory.CreateDirectory(place.Data);
        await File.WriteAllTextAsync(place.JournalFile + "-wal", "the last bookings");

        await Assert.ThrowsAsync<IOException>(() => Belonging.Begin(place, default));

        Assert.Equal("the last bookings", await File.ReadAllTextAsync(place.JournalFile + "-wal"));
        Assert.False(File.Exists(place.JournalFile));
    }

    [Fact]
    public async Task A_journal_that_names_no_ledger_is_neither_served_nor_named()
    {
        var place = await Booked();
        await Forget(new SqliteConnection($"Data Source={place.JournalFile};Pooling=False"), "ledger");

        var served = await Refused(() => Belonging.Require(place, Both, default));
        var begun = await Refused(() => Belonging.Begin(place, default));

        Assert.Contains("belongs to no ledger", served, StringComparison.Ordinal);
        Assert.Equal(served, begun);
    }

    [Fact]
    public async Task A_copy_is_not_put_beside_the_keys_of_another_ledger()
    {
        var (place, other) = (await Booked(), Place());
        var copy = Path.Combine(_folder.Path, "copy.db");
        await GongjiProcess.Run("backup", "--data", place.Data, "--to", copy);
        IdentityKeys.Random().Keep(other.KeyFile);

        var (exitCode, _, error) = await GongjiProcess.Run("restore", copy, "--data", other.Data);
        var (strange, _, why) = await GongjiProcess.Run("restore", place.KeyFile, "--data", Place().Data);

        Assert.Equal((1, 1), (exitCode, strange));
        Assert.Contains("has the keys of another ledger", error, StringComparison.Ordinal);
        Assert.Contains("damaged", why, StringComparison.Ordinal);
        Assert.False(File.Exists(other.JournalFile));
    }

    [PostgresFact]
    public async Task A_journal_is_none_without_all_its_databases_in_their_order()
    {
        string[] databases = [await PostgresServer.NewDatabase(), await PostgresServer.NewDatabase()];
        var place = _folder.Place with { Postgres = databases };
        await Belonging.Begin(place, default);
        string[] first = [place.Postgres[0]], second = [place.Postgres[1]];

        foreach (var named in new[] { first, second, [.. second, .. first] })
        {
            await Assert.ThrowsAsync<InvalidDataException>(
                () => Belonging.Require(place with { Postgres = named }, Roles.Silo, default));
        }
        await Belonging.Require(place, Roles.Silo, default);
    }

    [PostgresFact]
    public async Task An_empty_database_does_not_take_the_place_of_one_of_a_journal_over_several()
    {
        string[] databases = [await PostgresServer.NewDatabase(), await PostgresServer.NewDatabase()];
        var place = Place() with { Postgres = databases };
        using (var server = await GongjiProcess.Serve(place))
        {
            await SampleDay.Enrol(server.Address);
        }
        var forked = place with { Postgres = [databases[0], await PostgresServer.NewDatabase()] };

        var served = await Refused(() => Belonging.Require(forked, Both, default));
        var begun = await Refused(() => Belonging.Begin(forked, default));
        var (exitCode, _, proof) = await GongjiProcess.Run(["prove", .. GongjiProcess.Where(forked)]);

        Assert.Contains("to none.", served, StringComparison.Ordinal);
        Assert.Equal(served, begun);
        Assert.Equal(1, exitCode);
        Assert.Contains("never takes the place of one that is lost", proof, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Silos_do_not_find_one_another_in_the_database_of_another_ledger()
    {
        var (one, other) = (await NewCluster(), await NewCluster());
        await Belonging.Begin(one, default);
        await Belonging.Begin(other, default);
        var mixed = one with { Cluster = other.Cluster };
        var fresh = await NewCluster() with { Cluster = other.Cluster };

        var silo = await Refused(() => Belonging.Require(mixed, Roles.Silo, default));
        var gateway = await Refused(() => Belonging.Require(mixed, Roles.Gateway, default));
        var begun = await Refused(() => Belonging.Begin(fresh, default));

        Assert.Contains("Name the databases of one ledger", silo, StringComparison.Ordinal);
        Assert.Contains("has the keys of ledger", gateway, StringComparison.Ordinal);
        Assert.Contains("For a new ledger name an empty database", begun, StringComparison.Ordinal);
        await Belonging.Require(other, Both, default);
    }

    [PostgresFact]
    public async Task A_new_database_in_which_silos_find_one_another_is_named_when_it_is_begun_again()
    {
        var place = await NewCluster();
        var (name, _) = await Belonging.Begin(place, default);
        var moved = place with { Cluster = await PostgresServer.NewDatabase() };

        var before = await Refused(() => Belonging.Require(moved, Both, default));
        var (again, isNew) = await Belonging.Begin(moved, default);

        Assert.Contains("to none.", before, StringComparison.Ordinal);
        Assert.Equal((name, false), (again, isNew));
        Assert.Equal(name, await Belonging.Require(moved, Both, default));
    }

    [PostgresFact]
    public async Task Of_those_that_begin_a_ledger_in_one_place_at_once_one_does()
    {
        var place = await NewCluster();
        Place[] places = [place, place, place with { KeyFile = Path.Combine(_folder.Path, "other-keys.json") }];

        var tried = await Task.WhenAll(places.Select(async each =>
            (each.KeyFile, Failed: await Record.ExceptionAsync(() => Belonging.Begin(each, default)))));

        var begun = tried.Where(static each => each.Failed is null).Select(static each => each.KeyFile).Distinct();
        Assert.All(tried, static each => Assert.True(each.Failed is null or UsageException, $"{each.Failed}"));
        await Belonging.Require(place with { KeyFile = Assert.Single(begun) }, Both, default);
    }

    const Roles Both = Roles.Silo | Roles.Gateway;

    Place Place() => new(Path.Combine(_folder.Path, $"{++_places}"), []);

    async Task<Place> NewCluster() => Place() with
    {
        Postgres = [await PostgresServer.NewDatabase(), await PostgresServer.NewDatabase()],
        Cluster = await PostgresServer.NewDatabase(),
    };

    /// <summary>A ledger in which something was booked.</summary>
    async Task<Place> Booked()
    {
        var place = Place();
        using var server = await GongjiProcess.Serve(place);
        await SampleDay.Enrol(server.Address);
        Assert.Equal(0, await server.Terminate());
        return place;
    }

    static async Task Forget(DbConnection connection, string table)
    {
        await using (connection)
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is the test's own.
            command.CommandText = $"DELETE FROM {table}";
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }
    }

    static async Task<string> Refused(Func<Task> act) => (await Assert.ThrowsAsync<UsageException>(act)).Message;
}
