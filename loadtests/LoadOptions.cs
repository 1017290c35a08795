using Gongji.Journal.Postgres;

namespace Gongji.LoadTests;

/// <summary>What to measure.</summary>
/// <param name="Stores"><c>sqlite</c>, <c>postgres</c> or both.</param>
/// <param name="Loads"><c>simple</c>, <c>aid</c> or both.</param>
/// <param name="Zipf">Exponent of the choice of persons; 0 chooses all alike.</param>
/// <param name="Prove">Entries of a journal to prove, instead of measuring settlements.</param>
/// <param name="Postgres">A server to use; null starts a private one.</param>
/// <param name="Folder">Where the SQLite file lies; null for a folder that goes with the run.</param>
sealed record LoadOptions(
    string[] Stores,
    string[] Loads,
    int Persons,
    int Callers,
    int WarmUp,
    int Seconds,
    double Zipf,
    int Seed,
    int Lanes,
    int BatchMax,
    int? Prove,
    string? Postgres,
    string? Folder)
{
    public const string Help =
        """
        Measures durable settlements per second in this process, then proves the books.
          --store sqlite|postgres|both   where the journal is kept           (both)
          --load simple|aid|both         pool and own account; family aid    (both)
          --persons N                    enrolled before                     (100000)
          --callers N                    that wait for each answer           (512)
          --warmup S  --seconds S        not counted, counted                (10, 30)
          --zipf E                       0: all persons alike; 1: few are very busy  (0)
          --seed N                       of every choice                     (1)
          --lanes N  --batch N           of PostgreSQL's journal, entries a commit   (2, 1000)
          --prove N                      measure the proof of N entries instead; try 5000000
          --postgres CONNECTION          an empty database; else a private server is started
          --folder PATH                  for the SQLite file and its log
        It ends with 1 when the books are not clean.
        """;

    /// <exception cref="FormatException">There is no such option, or it lacks its value.</exception>
    public static LoadOptions Parse(string[] args)
    {
        var given = new GivenOptions(args, Help);
        string[] Each(string name, params string[] all) =>
            given.Text(name) is { } one && one != "both" ? [one] : all;
        return new LoadOptions(
            Each("--store", "sqlite", "postgres"),
            Each("--load", "simple", "aid"),
            given.Number("--persons", 100_000),
            given.Number("--callers", 512),
            given.Number("--warmup", 10),
            given.Number("--seconds", 30),
            given.Fraction("--zipf", 0),
            given.Number("--seed", 1),
            given.Number("--lanes", PostgresJournalStore.DefaultLanes),
            given.Number("--batch", 1_000),
            given.Has("--prove") ? given.Number("--prove", 0) : null,
            given.Text("--postgres"),
            given.Text("--folder"));
    }
}
