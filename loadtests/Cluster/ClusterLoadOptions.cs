namespace Gongji.LoadTests.Cluster;

/// <summary>What to measure of a cluster.</summary>
/// <param name="Only">One of the four parts, or <c>all</c>.</param>
/// <param name="Sized">Persons who are brought into memory to measure what each takes.</param>
/// <param name="History">Settlements that each person of the comparison had before.</param>
/// <param name="Hot">Persons who share the load of the comparison's second half.</param>
sealed record ClusterLoadOptions(
    string Only,
    string Load,
    int Silos,
    int Journals,
    int Persons,
    int Sized,
    int History,
    int Hot,
    LoopOptions Loop)
{
    public const string Help =
        """
        Measures a cluster of silos on this machine, compares it with plainer ways, and proves the books.
          --only size|scale|messages|compare|all  which part                (all)
          --load simple|aid              scale: pool and own account; family aid  (simple)
          --silos N  --journals N        scale: up to so many processes and databases  (3, 2)
          --persons N                    enrolled before                    (5000)
          --sized N                      persons to bring into memory       (40000)
          --history N                    compare: earlier settlements of each person  (12)
          --hot N                        compare: persons of the busy half; 0 leaves it out  (8)
          --callers N                    that wait for each answer          (256)
          --warmup S  --seconds S        not counted, counted              (10, 12)
                                         before n silos count, n² times the warm-up
          --seed N                       of every choice                    (1)
        It ends with 1 when the books are not clean.
        """;

    /// <exception cref="FormatException">There is no such option, or it lacks its value.</exception>
    public static ClusterLoadOptions Parse(string[] args)
    {
        var given = new GivenOptions(args, Help);
        return new ClusterLoadOptions(
            given.Text("--only") ?? "all",
            given.Text("--load") ?? "simple",
            given.Number("--silos", 3),
            given.Number("--journals", 2),
            given.Number("--persons", 5_000),
            given.Number("--sized", 40_000),
            given.Number("--history", 12),
            given.Number("--hot", 8),
            new LoopOptions(
                given.Number("--callers", 256),
                given.Number("--warmup", 10),
                given.Number("--seconds", 12),
                given.Number("--seed", 1)));
    }

    public bool Measures(string part) => Only == "all" || Only == part;
}
