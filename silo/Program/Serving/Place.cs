using Gongji.Journal.Entries;
using Gongji.Journal.Naming;
using Gongji.Journal.Postgres;
using Gongji.Journal.Sqlite;

namespace Gongji.Program.Serving;

/// <summary>Where a ledger keeps what it has: the journal, and the keys to its persons' identities.</summary>
/// <param name="Data">The folder of the key file and, unless there is a database, of the journal.</param>
/// <param name="Postgres">Connection strings of the PostgreSQL databases that hold the journal, always in the same
/// order; none when it is a file in <paramref name="Data"/>.</param>
/// <param name="Cluster">Connection string of the database in which silos find one another and keep snapshots; null on
/// one machine, where snapshots lie beside the journal.</param>
sealed record Place(string Data, IReadOnlyList<string> Postgres, string? Cluster = null)
{
    /// <summary>A reader writes nothing.</summary>
    const int LanesOfReaders = 1;

    /// <summary>File of the keys to identities; all gateways of a ledger have the same.</summary>
    public string KeyFile { get; init; } = Path.Combine(Data, "identity-keys.json");

    /// <summary>File of the key that the journal is sealed with; all silos of a ledger have the same.</summary>
    public string SealKeyFile
    {
        get => field ?? Path.Combine(Path.GetDirectoryName(KeyFile) ?? "", "seal-key.pem");
        init;
    }

    public string ProofFile => Path.Combine(Data, "proof.json");

    /// <summary>File of the journal of a ledger without a database.</summary>
    public string JournalFile => Path.Combine(Data, "journal.db");

    /// <param name="lanesEach">Commits that may be under way at once in each database of PostgreSQL.</param>
    /// <param name="readersEach">Connections to each of them besides.</param>
    public IJournalStore Journal(int lanesEach, int readersEach) => Postgres.Count > 0
        ? PostgresJournalStore.Over(Postgres, TimeProvider.System, lanesEach, readersEach)
        : new SqliteJournalStore(JournalFile);

    /// <summary>Where each database of the journal says which ledger it belongs to.</summary>
    public IEnumerable<NamePlate> JournalPlates => Postgres.Count > 0
        ? Postgres.Select(NamePlate.OfJournal)
        : [NamePlate.OfFile(JournalFile)];

    /// <summary>Where the cluster's database says it; none on one machine.</summary>
    public IEnumerable<NamePlate> ClusterPlates => Cluster is null ? [] : [NamePlate.OfCluster(Cluster)];

    /// <summary>The journal to read from, while another process may write it.</summary>
    public IJournalStore JournalToRead() => Cluster is null ? ToRead() : new ClusterJournalStore(ToRead(), Cluster);

    /// <exception cref="IOException">There is a journal, or what a process left of one.</exception>
    public void EnsureNoJournal()
    {
        if (new[] { "", "-wal", "-shm" }.FirstOrDefault(left => File.Exists(JournalFile + left)) is { } found)
        {
            throw new IOException($"'{JournalFile}{found}' is there: a ledger is never put in the place of another.");
        }
    }

    IJournalStore ToRead() => Journal(LanesOfReaders, PostgresJournalStore.DefaultReaders);
}
