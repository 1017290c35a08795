using System.Globalization;
using Npgsql;

namespace Gongji.LoadTests.Measuring;

/// <summary>Processor time that processes of this machine have used, from /proc.</summary>
static class ProcessorTime
{
    /// <summary>In which /proc counts.</summary>
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>Behind the name, counted from the process's state.</summary>
    const int Parent = 1, User = 11, System = 12, UserOfEnded = 13, SystemOfEnded = 14;

    public static TimeSpan Of(int process) => Sum(Fields(process)!, User, System);

    /// <summary>A server's, with all its processes, those that have ended too.</summary>
    public static TimeSpan OfServer(int postmaster) =>
        Directory.EnumerateDirectories("/proc")
            .Select(static folder => int.TryParse(Path.GetFileName(folder), out var process) ? process : 0)
            .Where(static process => process > 0)
            .Select(Fields)
            .Where(fields => fields?[Parent] == postmaster.ToString(CultureInfo.InvariantCulture))
            .Aggregate(
                Sum(Fields(postmaster)!, User, System, UserOfEnded, SystemOfEnded),
                static (sum, fields) => sum + Sum(fields!, User, System));

    /// <summary>The process that started all others of a PostgreSQL server on this machine.</summary>
    public static async Task<int> PostmasterOf(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var ask = source.CreateCommand("SELECT pg_backend_pid()");
        await using var row = await ask.ExecuteReaderAsync();
        await row.ReadAsync();
        return int.Parse(Fields(row.GetInt32(0))![Parent], CultureInfo.InvariantCulture);
    }

    static TimeSpan Sum(string[] fields, params ReadOnlySpan<int> which)
    {
        var ticks = 0L;
        foreach (var field in which)
        {
            ticks += long.Parse(fields[field], CultureInfo.InvariantCulture);
        }
        return Tick * ticks;
    }

    /// <returns>Null when the process has just ended.</returns>
    static string[]? Fields(int process)
    {
        try
        {
            // The name in the second field may hold anything, but it ends with the last bracket.
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
