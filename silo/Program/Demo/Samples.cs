using Gongji.Journal.Entries;

namespace Gongji.Program.Demo;

/// <summary>The sample population and the sample day that are shipped with the program.</summary>
static class Samples
{
    /// <summary>How the ids of the population's records begin; no other ledger begins with one of them.</summary>
    const string Mark = "/sample-";

    public static readonly FileInfo Population = File("population.jsonl");

    public static readonly FileInfo Day = File("day.jsonl");

    /// <summary>Whether a ledger is empty or was begun with the samples. Into any other they don't belong.</summary>
    public static async Task<bool> BelongIn(IJournalStore journal, CancellationToken stop)
    {
        await foreach (var first in journal.Follow(JournalPosition.Start, stop))
        {
            return first.Entry.Operation?.Contains(Mark, StringComparison.Ordinal) == true;
        }
        return true;
    }

    static FileInfo File(string name) => new(Path.Combine(AppContext.BaseDirectory, "samples", name));
}
