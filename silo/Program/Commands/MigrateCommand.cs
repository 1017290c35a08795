using System.CommandLine;
using Gongji.Journal.Postgres;
using Gongji.Program.Logs;
using Npgsql;

namespace Gongji.Program.Commands;

/// <summary><c>gongji migrate</c>: makes the tables in PostgreSQL, or brings them up to date, before a program needs
/// them.</summary>
static class MigrateCommand
{
    public static Command Make()
    {
        var database = new Option<string?>("--database")
        {
            Description = "Connection string of the database in which silos find one another; "
                + "left out for a ledger of one machine.",
        };
        var journals = new Option<string[]>("--journal")
        {
            Description = "Connection string of each database of the journal, always in the same order; "
                + "the --database when none is given.",
        };
        var print = new Option<bool>("--print")
        {
            Description = "Change nothing: write what is missing to standard output, as a script for psql.",
        };
        var command = new Command(
            "migrate", "Bring the tables in PostgreSQL up to date. It may be repeated, and run from several places.")
        {
            database, journals, print,
        };
        command.SetAction((parsed, stop) =>
            Run(TargetsOf(parsed.GetValue(database), parsed.GetValue(journals) ?? []), parsed.GetValue(print), stop));
        return command;
    }

    static List<Target> TargetsOf(string? database, string[] journals)
    {
        if (journals.Length == 0)
        {
            journals = [database ?? throw new UsageException("Name a --database, a --journal, or both.")];
        }
        var parts = journals.Select((connectionString, index) =>
            new Target(connectionString, new JournalPart(index + 1, journals.Length)));
        return database is null ? [.. parts] : [new Target(database, null), .. parts];
    }

    static async Task<int> Run(List<Target> targets, bool print, CancellationToken stop)
    {
        foreach (var target in targets)
        {
            await using var source = NpgsqlDataSource.Create(target.ConnectionString);
            if (print)
            {
                Print(target, await target.Read(source, stop));
            }
            else
            {
                Tell(target, await target.Apply(source, stop));
            }
        }
        return 0;
    }

    static void Tell(Target target, SchemaState found)
    {
        Console.WriteLine($"{target}");
        foreach (var name in found.There)
        {
            Console.WriteLine($"  there    {name}");
        }
        foreach (var name in found.Missing)
        {
            Console.WriteLine($"  applied  {name}");
        }
    }

    static void Print(Target target, SchemaState found)
    {
        if (found.IsUpToDate)
        {
            return;
        }
        var at = target.At;
        Console.WriteLine($"-- {target}");
        Console.WriteLine($"\\connect -reuse-previous=on \"host={at.Host} port={at.Port} dbname={at.Database}\"");
        Console.WriteLine("BEGIN;");
        Console.Write(found.Sql);
        Console.WriteLine("COMMIT;");
    }

    /// <summary>A schema in a database.</summary>
    /// <param name="Part">Which part of the journal; null for what silos agree on.</param>
    sealed record Target(string ConnectionString, JournalPart? Part)
    {
        public NpgsqlConnectionStringBuilder At { get; } = new(ConnectionString);

        public Task<SchemaState> Apply(NpgsqlDataSource source, CancellationToken stop) => Part is null
            ? PostgresSchema.ApplyCluster(source, stop)
            : PostgresSchema.ApplyJournal(source, Part, stop);

        public Task<SchemaState> Read(NpgsqlDataSource source, CancellationToken stop) => Part is null
            ? PostgresSchema.ReadCluster(source, stop)
            : PostgresSchema.ReadJournal(source, Part, stop);

        public override string ToString() =>
            $"{At.Host}:{At.Port}/{At.Database}: " + (Part is null ? "what silos agree on" : $"journal, {Part}");
    }
}
