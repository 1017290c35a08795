using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using Gongji.Journal.Schema;
using Gongji.Policy.Calendars;
using Gongji.Policy.Packs;
using Gongji.Program.Logs;
using Gongji.Program.Showing;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gongji.Program.Commands;

/// <summary>The program's commands, and its outermost edge: what goes wrong ends in one line and exit code 1.</summary>
static class CommandLine
{
    /// <summary>Longer than the longest graceful stop that can be chosen.</summary>
    static readonly TimeSpan StopMax = TimeSpan.FromSeconds(130);

    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("Gongji, a real-time ledger for basic medical insurance.")
        {
            InitCommand.Make(), ServeCommand.Make(), ImportCommand.Make(), ReplayCommand.Make(),
            ProveCommand.Make(), ExplainCommand.Make(), AtCommand.Make(), DemoCommand.Make(), MigrateCommand.Make(),
            CheckPacksCommand.Make(), WorkingDaysCommand.Make(), BackupCommand.Make(), BackupCommand.MakeRestore(),
            ExportCommand.Make(), ImportJournalCommand.Make(), VerifyCommand.Make(), StatusCommand.Make(),
            RotateKeysCommand.Make(),
        };
        var how = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = StopMax,
        };
        Bars.FitConsole();
        try
        {
            return await root.Parse(args).InvokeAsync(how);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("gongji: stopped");
            return 1;
        }
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync("gongji: " + TextOf(exception));
            return 1;
        }
    }

    static string TextOf(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB } damage =>
            $"The journal's file is damaged; go back to its last backup. {damage.Message}",
        _ => IsPlain(exception) ? exception.Message : MaskedText.Of($"{exception}"),
    };

    /// <summary>Whether the message says all; of a bug the place matters too.</summary>
    static bool IsPlain(Exception exception) => exception
        is UsageException
        or FormatException
        or PolicyPackException
        or UnknownCalendarException
        or NewerSchemaException
        or ValidationException
        or IOException
        or InvalidDataException
        or UnauthorizedAccessException
        or HttpRequestException
        or OutcomeUnknownException
        or System.Data.Common.DbException;
}
