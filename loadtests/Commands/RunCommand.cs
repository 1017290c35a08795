using System.CommandLine;
using Gongji.Journal.Postgres;
using Gongji.LoadTests.Checking;
using Gongji.LoadTests.Comparing;
using Gongji.LoadTests.Copying;
using Gongji.LoadTests.Engines;
using Gongji.LoadTests.Holding;
using Gongji.LoadTests.Living;
using Gongji.LoadTests.Measuring;
using Gongji.LoadTests.Proving;
using Gongji.LoadTests.Settling;
using Gongji.LoadTests.Telling;
using Gongji.LoadTests.Workload;

namespace Gongji.LoadTests.Commands;

/// <summary>What the program does when no command is named: it measures the ledger in this process.</summary>
sealed class RunCommand
{
    /// <summary>A family has so many.</summary>
    const int PersonsMin = 4;

    readonly Option<StoreKind[]> _stores =
        Given.Each<StoreKind>("--store", "Where the journal is kept; both when it is left out.", "both");

    readonly Option<LoadKind[]> _loads = Given.Each<LoadKind>(
        "--load", "Pool and own account, or pool and family aid; both when it is left out.", "both");

    readonly Option<EngineKind> _engine =
        Given.One("--engine", "In what grains live: an Orleans silo, or the host of the tests.", EngineKind.Silo);

    readonly Option<int> _persons = Given.Number("--persons", "Enrolled before", 100_000, PersonsMin, 50_000_000);
    readonly LoopGiven _loop = new(callers: 512, seconds: 30);

    readonly Option<double> _zipf =
        Given.Number<double>("--zipf", "With 0 all persons are alike, with 1 few are very busy", 0, 0, 4);

    readonly Option<int> _lanes =
        Given.Number("--lanes", "Of PostgreSQL's journal", PostgresJournalStore.DefaultLanes, 1, 64);

    readonly Option<int> _batch = Given.Number("--batch", "Entries that a commit takes at most", 1_000, 1, 10_000);

    readonly Option<bool> _compare = new("--compare")
    {
        Description = "Measure both engines in turn: settlements, cold persons, and start to first answer.",
    };

    readonly Option<int> _slices = Given.Number("--slices", "With --compare and --checks: turns of each", 6, 1, 1_000);
    readonly Option<int> _starts = Given.Number("--starts", "With --compare: processes started", 5, 1, 1_000);

    readonly Option<int> _prove =
        Given.Number("--prove", "Measure the proof of so many entries instead; try 5000000", null, 1, 100_000_000);

    readonly Option<int> _notices = Given.Number(
        "--notices",
        "Measure notices instead, of persons who have so many settlements behind them; try 150",
        null,
        1,
        10_000);

    readonly Option<int> _holds = Given.Number(
        "--holds",
        "Measure instead how soon so many forgotten holds are closed; try 100000",
        null,
        1,
        10_000_000);

    readonly Option<int> _lives = Given.Number(
        "--lives",
        "Measure instead what so many persons take who have lived for years; try 400",
        null,
        100,
        100_000);

    readonly Option<int> _backups = Given.Number(
        "--backups", "Make instead so many backups of each store while it settles; try 20", null, 1, 1_000);

    readonly Option<bool> _checks = new("--checks")
    {
        Description = "Measure instead what it costs that grains find out whether they are current.",
    };

    readonly Option<string?> _postgres = new("--postgres")
    {
        Description = "Connection string of an empty database; without it a private server is started.",
    };

    readonly Option<string?> _folder = new("--folder") { Description = "Of the SQLite files and their logs." };

    public static RootCommand Make()
    {
        var it = new RunCommand();
        var command = new RootCommand(
            "Measures durable settlements per second in this process, then proves the books. It ends with 1 when the "
            + "books are not clean.")
        {
            it._stores, it._loads, it._engine, it._persons,
        };
        it._loop.AddTo(command);
        Option[] more =
        [
            it._zipf, it._lanes, it._batch, it._compare, it._slices, it._starts, it._prove, it._notices, it._holds,
            it._checks, it._lives, it._backups, it._postgres, it._folder,
        ];
        Array.ForEach(more, command.Add);
        command.Exclude(it._compare, it._engine, it._postgres, it._prove, it._notices);
        command.Exclude(it._checks, it._compare, it._engine, it._postgres, it._prove, it._notices, it._holds);
        command.Need(it._compare, it._starts);
        var loop = it._loop;
        command.Exclude(
            it._prove,
            it._loads, it._engine, it._persons, loop.Callers, loop.WarmUp, loop.Seconds, it._zipf, it._batch);
        command.Exclude(
            it._notices, it._engine, it._persons, loop.WarmUp, loop.Seconds, it._zipf, it._prove, it._postgres);
        command.Exclude(
            it._holds,
            it._stores, it._loads, it._engine, it._persons, loop.Callers, loop.WarmUp, loop.Seconds, it._zipf,
            it._batch, it._prove, it._notices, it._postgres, it._compare);
        command.Exclude(
            it._lives,
            it._engine, it._persons, loop.WarmUp, loop.Seconds, it._zipf, it._prove, it._notices, it._holds, it._checks,
            it._compare, it._postgres);
        command.Exclude(
            it._backups,
            it._loads, it._engine, it._persons, loop.WarmUp, loop.Seconds, it._zipf, it._prove, it._notices, it._holds,
            it._checks, it._lives, it._compare, it._postgres);
        command.SetAction((parsed, _) => it.Run(parsed));
        return command;
    }

    async Task<int> Run(ParseResult parsed)
    {
        var options = new LoadOptions(
            parsed.All(_stores),
            parsed.All(_loads),
            parsed.GetValue(_persons),
            _loop.Of(parsed),
            parsed.GetValue(_zipf),
            parsed.GetValue(_lanes),
            parsed.GetValue(_batch),
            parsed.GetValue(_postgres),
            parsed.GetValue(_folder));
        var temporary = Directory.CreateTempSubdirectory("gongji-load-");
        try
        {
            var folder = options.Folder ?? temporary.FullName;
            Directory.CreateDirectory(folder);
            Machine.Say(folder);
            return await Run(parsed, options, folder) ? 0 : 1;
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    async Task<bool> Run(ParseResult parsed, LoadOptions options, string folder)
    {
        var policies = Packs.Load();
        if (parsed.GetValue(_prove) is > 0 and var entries)
        {
            return await ProofRun.Run(policies, options, folder, entries);
        }
        if (parsed.GetValue(_notices) is > 0 and var past)
        {
            return await new NoticeRun(policies, options, past).Run(folder);
        }
        if (parsed.GetValue(_holds) is > 0 and var holds)
        {
            return await new HoldRun(policies, options, holds).Run();
        }
        if (parsed.GetValue(_backups) is > 0 and var backups)
        {
            return await new BackupRun(policies, options, folder, backups).Run();
        }
        if (parsed.GetValue(_lives) is > 0 and var lives)
        {
            return await new LifeRun(policies, options with { Persons = lives }, folder).Run();
        }
        Report.Line($"persons    {options.Persons:N0}, zipf {options.Zipf}, seed {options.Loop.Seed}");
        options.Loop.Say();
        if (parsed.GetValue(_checks))
        {
            await new CheckRun(policies, options, folder, parsed.GetValue(_slices)).Run();
            return true;
        }
        if (!parsed.GetValue(_compare))
        {
            return await new Settlements(parsed.GetValue(_engine), policies, options, folder).Run();
        }
        var clean = await new EngineComparison(policies, options, folder, parsed.GetValue(_slices)).Run();
        await FirstAnswer.Run(folder, parsed.GetValue(_starts));
        return clean;
    }
}
