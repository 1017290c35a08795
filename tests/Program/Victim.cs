using System.Data.Common;
using Gongji.Journal.Entries;
using Gongji.Program.Serving;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Gongji.Tests.Program;

/// <summary>A ledger that was lived in for a while and proven, and that a test does something to.</summary>
abstract class Victim(Place place)
{
    static int Copies;

    /// <summary>Where it lies now.</summary>
    public Place Place { get; protected set; } = place;

    /// <summary>How this database writes a text as JSON.</summary>
    public abstract string Json(string parameter);

    /// <summary>Which rows of entries or seals are of a commit.</summary>
    public abstract string IsOf(JournalPosition last, bool ofSeals);

    /// <summary>Swaps the places of two entries.</summary>
    public abstract Task Swap(JournalPosition one, JournalPosition other);

    /// <summary>Puts the seal of a commit to a place where it does not belong.</summary>
    public abstract Task Hide(JournalPosition last);

    /// <summary>Another one like it.</summary>
    public abstract Task<Victim> Copy();

    /// <summary>Puts the journal in its place that it was after the first day.</summary>
    public abstract Task PutOlder();

    /// <summary>Puts the journal of another ledger in its place.</summary>
    public abstract Task PutAnother();

    /// <summary>Puts an empty journal in its place, which says that it is of the same ledger.</summary>
    /// <param name="seals">And with which key it is sealed.</param>
    public async Task PutEmpty(string seals)
    {
        var name = await Belonging.Require(Place, Roles.Silo, default);
        await PutNothing();
        await using (var journal = Writing())
        {
            await journal.Prepare(default);
        }
        await Place.JournalPlates.Single().Write(name with { Seals = seals }, default);
    }

    public IJournalStore Writing() => Place.Journal(lanesEach: 1, readersEach: 2);

    public async Task<T> Read<T>(Func<IJournalStore, ValueTask<T>> read)
    {
        await using var journal = Place.JournalToRead();
        return await read(journal);
    }

    public async Task<int> Execute(string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = Connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return await command.ExecuteNonQueryAsync();
    }

    protected abstract DbConnection Connect();

    protected abstract Task PutNothing();

    /// <summary>Two days, of which the second ends with a credit, and a proof of both.</summary>
    /// <param name="firstDay">Called between them, when nobody has the journal.</param>
    protected static async Task Live(Place place, Func<Task> firstDay)
    {
        await Belonging.Begin(place, default);
        var town = new Town();
        await town.Live(place, static async town =>
        {
            await town.RegisterHospital();
            foreach (var person in Town.Persons)
            {
                await town.Enrol(person, yuan: 100);
            }
            (await town.Visit("V1").Register(town.RegisterOf(town.PersonOf("P1")))).OrThrow();
            (await town.Settle(town.BillOf("P1", 50, visit: "V1"))).OrThrow();
        });
        await firstDay();
        await town.Live(place, static async town =>
        {
            (await town.Settle(town.BillOf("P2", 70))).OrThrow();
            foreach (var person in Town.Persons)
            {
                await town.Credit(person, 5, town.Today.Year);
            }
        });
        var known = await KnownLedger.Read(place, heads: null, default);
        await using var journal = place.JournalToRead();
        var proven = await known.Prove(journal, full: true, null, default);
        Assert.Empty(proven.Report.Findings);
        await known.File.Keep(proven.Kept!, default);
    }

    protected static string CopyOf(string folder)
    {
        var number = Interlocked.Increment(ref Copies);
        var copy = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(folder)!, $"copy-{number}"));
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
        }
        return copy.FullName;
    }

    /// <summary>Persons and a hospital of the ledger that lives now.</summary>
    sealed class Town : LedgerWords
    {
        public static readonly string[] Persons = ["P1", "P2", "P3", "P4"];

        IGrains? _grains;

        public override IGrains Grains => _grains!;

        public override TimeProvider Time => TestLedger.Clock;

        public async Task Live(Place place, Func<Town, Task> day)
        {
            var plan = ServePlan.OneMachine(place, urls: null, Packs.Of([]));
            (plan.Silo.DrainFor, plan.Silo.Journal.SnapshotEvery) = (TimeSpan.Zero, 1);
            await using var process = await LedgerProcess.Start(plan, NullLoggerFactory.Instance, default);
            _grains = process.Grains;
            await day(this);
        }
    }
}

sealed class SqliteVictim(Place place, string older, string other) : Victim(place)
{
    public static async Task<SqliteVictim> Make(string folder)
    {
        var place = new Place(Path.Combine(folder, "ledger"), []);
        var (older, stranger) = (Path.Combine(folder, "older.db"), new Place(Path.Combine(folder, "other"), []));
        await Belonging.Begin(stranger, default);
        await Live(place, () =>
        {
            File.Copy(place.JournalFile, older);
            return Task.CompletedTask;
        });
        return new SqliteVictim(place, older, stranger.JournalFile);
    }

    public override string Json(string parameter) => parameter;

    public override string IsOf(JournalPosition last, bool ofSeals) =>
        $"{(ofSeals ? "last" : "number")} = {last.Number}";

    public override async Task Swap(JournalPosition one, JournalPosition other)
    {
        await Execute($"UPDATE journal SET number = -1 WHERE number = {one.Number}");
        await Execute($"UPDATE journal SET number = {one.Number} WHERE number = {other.Number}");
        await Execute($"UPDATE journal SET number = {other.Number} WHERE number = -1");
    }

    public override Task Hide(JournalPosition last) =>
        Execute($"UPDATE seal SET last = (SELECT min(last) FROM seal) WHERE last = {last.Number}");

    public override Task<Victim> Copy() =>
        Task.FromResult<Victim>(new SqliteVictim(new Place(CopyOf(Place.Data), []), older, other));

    public override Task PutOlder() => Put(older);

    public override Task PutAnother() => Put(other);

    protected override DbConnection Connect() => new SqliteConnection($"Data Source={Place.JournalFile};Pooling=False");

    protected override Task PutNothing() => Put(null);

    Task Put(string? file)
    {
        File.Delete(Place.JournalFile);
        if (file is not null)
        {
            File.Copy(file, Place.JournalFile);
        }
        return Task.CompletedTask;
    }
}

sealed class PostgresVictim(Place place, string older, string other) : Victim(place)
{
    public static async Task<PostgresVictim> Make(string folder)
    {
        var place = new Place(Path.Combine(folder, "ledger"), [await PostgresServer.NewDatabase()]);
        var stranger = new Place(Path.Combine(folder, "other"), [await PostgresServer.NewDatabase()]);
        var older = "";
        await Belonging.Begin(stranger, default);
        await Live(place, async () => older = await CopyOfDatabase(place.Postgres[0]));
        return new PostgresVictim(place, older, stranger.Postgres[0]);
    }

    public override string Json(string parameter) => $"CAST({parameter} AS json)";

    public override string IsOf(JournalPosition last, bool ofSeals) => $"transaction = '{last.Transaction}'::xid8";

    public override async Task Swap(JournalPosition one, JournalPosition other) => await Execute(
        $"""
        UPDATE journal SET transaction = CASE transaction
          WHEN '{one.Transaction}'::xid8 THEN '{other.Transaction}'::xid8 ELSE '{one.Transaction}'::xid8 END
        WHERE transaction IN ('{one.Transaction}'::xid8, '{other.Transaction}'::xid8)
        """);

    public override Task Hide(JournalPosition last) => Execute(
        $"UPDATE seal SET transaction = '{long.MaxValue}'::xid8 WHERE transaction = '{last.Transaction}'::xid8");

    public override async Task<Victim> Copy() => new PostgresVictim(
        new Place(CopyOf(Place.Data), [await CopyOfDatabase(Place.Postgres[0])]), older, other);

    public override Task PutOlder() => Put(older);

    public override Task PutAnother() => Put(other);

    protected override DbConnection Connect() => new NpgsqlConnection($"{Place.Postgres[0]};Pooling=false");

    protected override async Task PutNothing() => await Put(await PostgresServer.NewDatabase());

    Task Put(string database)
    {
        Place = Place with { Postgres = [database] };
        return Task.CompletedTask;
    }

    static async Task<string> CopyOfDatabase(string database)
    {
        var copy = new NpgsqlConnectionStringBuilder(await PostgresServer.NewDatabase());
        var source = new NpgsqlConnectionStringBuilder(database);
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database) { Database = "postgres", Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"DROP DATABASE {copy.Database}";
        await command.ExecuteNonQueryAsync();
        command.CommandText = $"CREATE DATABASE {copy.Database} TEMPLATE {source.Database}";
        await command.ExecuteNonQueryAsync();
        return copy.ToString();
    }
}
