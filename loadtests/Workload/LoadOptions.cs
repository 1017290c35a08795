using Gongji.LoadTests.Engines;
using Gongji.LoadTests.Measuring;

namespace Gongji.LoadTests.Workload;

/// <summary>What one settlement of a load is.</summary>
enum LoadKind
{
    /// <summary>Pool and own account share a bill.</summary>
    Simple,

    /// <summary>Pool and the account of somebody of the family share it.</summary>
    Aid,
}

/// <summary>What is measured in this process.</summary>
/// <param name="Zipf">Exponent of the choice of persons; 0 chooses all alike.</param>
/// <param name="Lanes">Of PostgreSQL's journals.</param>
/// <param name="BatchMax">Entries that one commit takes at most.</param>
/// <param name="Postgres">A database to use; null starts a private server.</param>
/// <param name="Folder">Where SQLite's files lie; null for a folder that goes with the run.</param>
sealed record LoadOptions(
    StoreKind[] Stores,
    LoadKind[] Loads,
    int Persons,
    LoopOptions Loop,
    double Zipf,
    int Lanes,
    int BatchMax,
    string? Postgres,
    string? Folder)
{
    public Journals JournalsOf(StoreKind store, string folder) => new(store, folder, Lanes, Postgres);
}
