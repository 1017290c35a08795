using Gongji.Ledger.Books;
using Gongji.People;
using Npgsql;

namespace Gongji.LoadTests.Measuring;

/// <summary>What counts, and what stands beside a figure.</summary>
static class Figures
{
    /// <summary>Whether a settlement came back with its receipt; not so when a silo was too busy to answer.</summary>
    public static async Task<bool> IsReceipt(Task<Answer<Receipt>> settling)
    {
        try
        {
            return !(await settling).IsRefused;
        }
        catch (Exception exception) when (Unreachable.Is(exception))
        {
            return false;
        }
    }

    /// <summary>How busy this machine was in the last minute, with everything that ran on it.</summary>
    public static string LoadAverage() => $"load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}";

    /// <summary>What the journal takes in its databases, with indexes.</summary>
    public static async Task<long> BytesOf(IEnumerable<string> journals)
    {
        var bytes = 0L;
        foreach (var journal in journals)
        {
            await using var source = NpgsqlDataSource.Create(journal);
            await using var ask = source.CreateCommand("SELECT pg_total_relation_size('journal')");
            bytes += (long)(await ask.ExecuteScalarAsync())!;
        }
        return bytes;
    }
}
