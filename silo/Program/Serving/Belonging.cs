using Gongji.Identity;
using Gongji.Journal.Entries;
using Gongji.Journal.Naming;
using Gongji.Journal.Postgres;
using Gongji.Journal.Sealing;
using Gongji.Program.Logs;
using Npgsql;

namespace Gongji.Program.Serving;

/// <summary>Sees that what a ledger consists of belongs together: the databases of its journal, the one in which its
/// silos find one another, its keys to identities and the one that it seals with.</summary>
static class Belonging
{
    /// <summary>Begins a ledger, or goes on where that was broken off; one that is there already stays as it is.
    /// </summary>
    /// <returns>Its name, and whether it was begun now.</returns>
    /// <exception cref="UsageException">There is something else in its place; nothing was changed.</exception>
    public static async Task<(LedgerName Name, bool IsNew)> Begin(Place place, CancellationToken stop)
    {
        if (File.Exists(place.KeyFile))
        {
            return (await Complete(place, stop), false);
        }
        try
        {
            return (await BeginAnew(place, stop), true);
        }
        catch (Exception late) when (late is IOException or UsageException && File.Exists(place.KeyFile))
        {
            // Another has ended what both had begun.
            return (await Complete(place, stop), false);
        }
    }

    static async Task<LedgerName> BeginAnew(Place place, CancellationToken stop)
    {
        if (place.Postgres.Count == 0 && !File.Exists(place.JournalFile))
        {
            place.EnsureNoJournal();
        }
        // The keys come first, under another name: whoever goes on finds by them what was begun.
        var begun = $"{place.KeyFile}.new";
        var plates = await Read([.. place.JournalPlates, .. place.ClusterPlates], stop);
        var hasSealKey = File.Exists(place.SealKeyFile);
        var isBegun = File.Exists(begun);
        EnsureNothing(
            place,
            plates,
            isBegun && hasSealKey
                ? NameOf(IdentityKeys.Load(begun), SealKeyFile.Load(place.SealKeyFile))
                : null);
        if (hasSealKey && !isBegun)
        {
            throw new UsageException(
                $"'{place.SealKeyFile}' is the key that another ledger is sealed with: name another --seal-key, or put "
                + "the other keys of that ledger beside it.");
        }
        var name = NameOf(KeysIn(begun), SealKeyFile.Begin(place.SealKeyFile));
        await Prepare(place, stop);
        foreach (var each in plates)
        {
            await Write(name, each.Plate, stop);
        }
        OwnFile.Rename(begun, place.KeyFile);
        return name;
    }

    /// <summary>Sees, changing nothing, that what a process is going to use is there and of one ledger.</summary>
    /// <exception cref="UsageException">It is not; it says what to do.</exception>
    public static async Task<LedgerName> Require(Place place, Roles roles, CancellationToken stop)
    {
        var isSilo = roles.HasFlag(Roles.Silo);
        var name = NameOf(place, await Read([.. isSilo ? place.JournalPlates : [], .. place.ClusterPlates], stop));
        if (isSilo)
        {
            await PostgresSchema.RequireOrder(place.Postgres, stop);
        }
        if (roles.HasFlag(Roles.Gateway))
        {
            RequireKeys(place.KeyFile, name);
        }
        return name;
    }

    /// <summary>Sees the same for a process that serves: what it needs to write is there, too.</summary>
    /// <returns>What the journal is sealed with; null when the process writes none.</returns>
    /// <exception cref="UsageException">Something is not there; it says what to do.</exception>
    public static async Task<Sealer?> RequireToServe(Place place, Roles roles, CancellationToken stop)
    {
        var name = await Require(place, roles, stop);
        return roles.HasFlag(Roles.Silo)
            ? new Sealer(name.Ledger, SealKeyFile.Require(place.SealKeyFile, name), Guid.NewGuid)
            : null;
    }

    /// <summary>The journal to read from, while another process may write it.</summary>
    /// <exception cref="UsageException">There is none, or its parts are not of one ledger.</exception>
    public static async Task<IJournalStore> JournalToRead(Place place, CancellationToken stop)
    {
        await Require(place, Roles.Silo, stop);
        return place.JournalToRead();
    }

    /// <summary>Whose journal a copy is.</summary>
    /// <param name="place">Keys that are there have to be that ledger's.</param>
    /// <exception cref="UsageException">It is no copy of a journal, or the keys are of another ledger.</exception>
    public static async Task<LedgerName> OfCopy(string file, Place place, CancellationToken stop)
    {
        var name = (await NamePlate.OfFile(file).Read(stop)).Name
            ?? throw new UsageException($"'{file}' is no copy of a ledger's journal.");
        RequireKeysThatAreThere(place, name);
        return name;
    }

    /// <exception cref="UsageException">They are of another ledger.</exception>
    public static void RequireKeysThatAreThere(Place place, LedgerName name)
    {
        if (File.Exists(place.KeyFile))
        {
            RequireKeys(place.KeyFile, name);
        }
        if (File.Exists(place.SealKeyFile))
        {
            SealKeyFile.Require(place.SealKeyFile, name);
        }
    }

    /// <summary>Sees, changing nothing, that there is nothing where a journal is to be put.</summary>
    /// <exception cref="IOException">There is a journal.</exception>
    public static async Task RequireNoJournal(Place place, CancellationToken stop)
    {
        if (place.Postgres.Count == 0)
        {
            place.EnsureNoJournal();
        }
        foreach (var each in await Read(place.JournalPlates, stop))
        {
            if (each.Found.Name is not null || each.Found.HasEntries)
            {
                throw new IOException(
                    $"There is a journal at {each.At}: a ledger is never put in the place of another. Name an empty "
                    + "database.");
            }
        }
    }

    /// <summary>Keys that are there, or new ones.</summary>
    static IdentityKeys KeysIn(string file)
    {
        try
        {
            if (!File.Exists(file))
            {
                IdentityKeys.Random(Guid.NewGuid()).Keep(file);
            }
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another begins the same ledger at the same time.
        }
        return IdentityKeys.Load(file);
    }

    /// <summary>The database in which silos find one another may be a new one: nothing in it counts.</summary>
    static async Task<LedgerName> Complete(Place place, CancellationToken stop)
    {
        var journal = await Read(place.JournalPlates, stop);
        if (journal.All(static each => each.Found is { Name: null, HasEntries: false }))
        {
            throw new UsageException(
                $"'{place.KeyFile}' has the keys of a ledger whose journal is not at {journal[0].At}: put the journal "
                + "in its place. For a new ledger name another --data, or other --keys.");
        }
        var name = NameOf(place, journal);
        RequireKeys(place.KeyFile, name);
        SealKeyFile.Require(place.SealKeyFile, name);
        foreach (var cluster in await Read(place.ClusterPlates, stop))
        {
            if (cluster.Found.Name is null)
            {
                await Prepare(place, stop);
                await Write(name, cluster.Plate, stop);
            }
        }
        return await Require(place, Roles.Silo | Roles.Gateway, stop);
    }

    /// <param name="begun">The ledger whose beginning was broken off, if there is one.</param>
    /// <exception cref="UsageException">There is something else.</exception>
    static void EnsureNothing(Place place, IReadOnlyList<Named> plates, LedgerName? begun)
    {
        foreach (var each in plates.Where(each => each.Found.Name is null || each.Found.Name != begun))
        {
            if (each.Found.Name is { } other)
            {
                throw OfAnother(each.Plate, other, place.KeyFile);
            }
            if (each.Found.HasEntries)
            {
                throw new UsageException(NoLedger(each.At) + " For a new ledger name an empty place.");
            }
        }
    }

    static async Task Write(LedgerName name, NamePlate plate, CancellationToken stop)
    {
        if (await plate.Write(name, stop) is var stands && stands != name)
        {
            throw OfAnother(plate, stands, null);
        }
    }

    static UsageException OfAnother(NamePlate plate, LedgerName other, string? keyFile) => new(
        $"{plate.At} belongs to ledger {other.Ledger}"
        + (keyFile is null ? "." : $", and its keys are not at '{keyFile}': put the file of its keys there.")
        + " For a new ledger name an empty database or folder.");

    static LedgerName NameOf(IdentityKeys keys, SealKey seals) => new(
        keys.Ledger ?? throw new UsageException("The file of the keys names no ledger: an earlier version made it."),
        keys.Fingerprint,
        seals.Public.ToString());

    static LedgerName NameOf(Place place, IReadOnlyList<Named> plates)
    {
        var first = plates.FirstOrDefault(static each => each.Found.Name is not null);
        if (first?.Found.Name is not { } name)
        {
            throw new UsageException(plates.Any(static each => each.Found.HasEntries)
                ? NoLedger(plates[0].At)
                : $"There is no ledger at {plates[0].At}: `gongji init` begins one."
                    + (File.Exists(place.KeyFile)
                        ? $" There are keys at '{place.KeyFile}': if its journal is lost, put it back first."
                        : ""));
        }
        var other = plates.FirstOrDefault(each => each.Found.Name != name);
        if (other?.Found.Name is { } same && same with { Seals = name.Seals } == name)
        {
            throw new UsageException(
                $"{first.At} and {other.At} name other keys: the replacing of a key was broken off. Run `gongji "
                + "rotate-keys` again, with all databases of the ledger.");
        }
        return other is null ? name : throw new UsageException(
            $"{first.At} belongs to ledger {name.Ledger}, and {other.At} to "
            + (other.Found.Name is { } another ? $"ledger {another.Ledger}." : "none.")
            + " Name the databases of one ledger; an empty one never takes the place of one that is lost.");
    }

    static string NoLedger(string at) => $"The journal at {at} belongs to no ledger: an earlier version wrote it.";

    /// <exception cref="UsageException">They are not there, or of another ledger.</exception>
    public static void RequireKeys(string file, LedgerName name)
    {
        if (!File.Exists(file))
        {
            throw new UsageException(
                $"The keys of ledger {name.Ledger} are not at '{file}': put the file there from where a copy is kept.");
        }
        var keys = IdentityKeys.Load(file);
        if (keys.Fingerprint != name.Keys)
        {
            throw new UsageException(
                $"'{file}' has the keys of {(keys.Ledger is { } other ? $"ledger {other}" : "another ledger")}, "
                + $"not those of {name.Ledger}, whose fingerprint is {name.Keys}.");
        }
    }

    static async Task Prepare(Place place, CancellationToken stop)
    {
        await using var journal = place.Journal(PostgresJournalStore.DefaultLanes, PostgresJournalStore.DefaultReaders);
        await journal.Prepare(stop);
        if (place.Cluster is { } cluster)
        {
            await using var source = NpgsqlDataSource.Create(cluster);
            await PostgresSchema.ApplyCluster(source, stop);
        }
    }

    static async Task<IReadOnlyList<Named>> Read(IEnumerable<NamePlate> plates, CancellationToken stop)
    {
        var read = new List<Named>();
        foreach (var plate in plates)
        {
            read.Add(new Named(plate, await plate.Read(stop)));
        }
        return read;
    }

    sealed record Named(NamePlate Plate, FoundName Found)
    {
        public string At => Plate.At;
    }
}
