using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using Gongji.Journal.Schema;
using Gongji.Policy.Packs;
using Gongji.Program.Logs;

namespace Gongji.Cluster.Commands;

/// <summary>The program's commands, and its outermost edge: what goes wrong ends in one line and exit code 1.</summary>
static class CommandLine
{
    /// <summary>Longer than a graceful stop takes.</summary>
    static readonly TimeSpan StopMax = TimeSpan.FromSeconds(90);

    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("Gongji on a cluster: a real-time ledger for basic medical insurance.")
        {
            ServeCommand.Make(),
        };
        var how = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = StopMax,
        };
        try
        {
            return await root.Parse(args).InvokeAsync(how);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("gongji-cluster: stopped");
            return 1;
        }
        catch (Exception exception)
        {
            var text = IsPlain(exception) ? exception.Message : $"{exception}";
            await Console.Error.WriteLineAsync($"gongji-cluster: {MaskedText.Of(text)}");
            return 1;
        }
    }

    /// <summary>Whether the message says all; of a bug the place matters too.</summary>
    static bool IsPlain(Exception exception) => exception
        is UsageException
        or PolicyPackException
        or NewerSchemaException
        or ValidationException
        or IOException
        or InvalidDataException
        or UnauthorizedAccessException
        or DbException;
}
