using System.Text;
using Gongji.Hosting;
using Gongji.Identity;
using Gongji.Journal.Entries;
using Gongji.Journal.Naming;
using Gongji.Journal.Sealing;
using Gongji.Journal.Writing;
using Gongji.Program.Logs;

namespace Gongji.Program.Serving;

/// <summary>Gives a ledger another key to seal with. The one before signs it, and its public half stays known.
/// </summary>
static class KeyRotation
{
    /// <summary>Replaces the key, or goes on where that was broken off.</summary>
    /// <returns>The ledger's keys from now on, and the file in which the one before is kept.</returns>
    /// <exception cref="UsageException">The ledger is served, or something is not there.</exception>
    /// <exception cref="IOException">Another process writes the journal, or replaces its key.</exception>
    public static async Task<(SealKeys Keys, string Kept)> Run(Place place, TimeProvider time, CancellationToken stop)
    {
        await using var alone = new FileStream(
            $"{place.SealKeyFile}.lock",
            FileMode.OpenOrCreate,
            FileAccess.Write,
            FileShare.None,
            bufferSize: 1,
            FileOptions.DeleteOnClose);
        var plates = new List<(NamePlate Plate, LedgerName Name)>();
        foreach (var plate in place.JournalPlates.Concat(place.ClusterPlates))
        {
            plates.Add((plate, (await plate.Read(stop)).Name
                ?? throw new UsageException($"There is no ledger at {plate.At}.")));
        }
        var name = Same(plates);
        await using var journal = place.Journal(lanesEach: 1, readersEach: 2);
        await journal.Prepare(stop);
        // A journal in a file is this process's alone by now.
        var seen = await Lanes.Touches(journal, stop);
        if (place.Postgres.Count > 0)
        {
            await Task.Delay(JournalWatch.SeenWithin, time, stop);
            await EnsureUnserved(journal, seen, stop);
        }
        var (keys, next) = Next(place.SealKeyFile, plates, name);
        KeepBefore(place.SealKeyFile, keys);
        foreach (var (plate, before) in plates.Where(each => each.Name.Seals != $"{keys}"))
        {
            await plate.Replace(before, before with { Seals = $"{keys}" }, stop);
        }
        // Whoever came meanwhile and has not read the new name yet has said before that it is there.
        await EnsureUnserved(journal, seen, stop);
        await Begin(journal, new Sealer(name.Ledger, next, Guid.NewGuid), stop);
        return (keys, Rename(place.SealKeyFile, keys));
    }

    static async Task EnsureUnserved(
        IJournalStore journal, IReadOnlyList<JournalPosition> seen, CancellationToken stop)
    {
        if (!seen.SequenceEqual(await Lanes.Touches(journal, stop)))
        {
            throw new UsageException("The ledger is served: stop all its silos, and run this again.");
        }
    }

    /// <summary>Seals in each database with the new key what there is: from now on the one before seals nothing.
    /// </summary>
    static async Task Begin(IJournalStore journal, Sealer sealer, CancellationToken stop)
    {
        for (var database = 0; database < journal.Databases; database++)
        {
            var chain = new SealChain(journal, sealer, database, new SealHeads());
            await journal.Write(database, new Batch([], [], await chain.Next([])), stop);
        }
    }

    /// <summary>They may differ in the keys that they know: a replacing was broken off then.</summary>
    static LedgerName Same(IReadOnlyList<(NamePlate Plate, LedgerName Name)> plates)
    {
        var longest = plates.MaxBy(static each => each.Name.Seals.Length).Name;
        var (plate, other) = plates.FirstOrDefault(each =>
            each.Name with { Seals = longest.Seals } != longest
            || !longest.Seals.StartsWith(each.Name.Seals, StringComparison.Ordinal));
        return plate is null ? longest : throw new UsageException(
            $"{plate.At} belongs to ledger {other.Ledger}, and not to {longest.Ledger} with its keys.");
    }

    /// <summary>The keys that all databases are to name, and the newest.</summary>
    static (SealKeys Keys, SealKey Newest) Next(
        string file, IReadOnlyList<(NamePlate Plate, LedgerName Name)> plates, LedgerName name)
    {
        var (known, fresh) = (SealKeyFile.KeysOf(name), SealKeyFile.Fresh(file));
        var isWhole = plates.All(each => each.Name.Seals == name.Seals);
        var ofSilos = SealKeyFile.There(file);
        if (isWhole && ofSilos?.Fingerprint == known.Newest.Fingerprint)
        {
            // One that was named already is what is left of a replacing that has ended.
            if (SealKeyFile.There(fresh) is { } left && known.PlaceOf(left.Fingerprint) >= 0)
            {
                File.Delete(fresh);
            }
            if (!File.Exists(fresh))
            {
                OwnFile.Make(fresh, Encoding.ASCII.GetBytes(SealKey.Random().ToPem()));
            }
            var next = SealKeyFile.Load(fresh);
            return (known.With(next, ofSilos, name.Ledger), next);
        }
        SealKey?[] there = known.All.Count == 1 ? [] : [SealKeyFile.There(fresh), ofSilos];
        return (known, there.FirstOrDefault(key => key?.Fingerprint == known.Newest.Fingerprint)
            ?? throw new UsageException(
                $"The key of fingerprint {known.Newest.Fingerprint}, which the ledger is sealed with, is neither at "
                + $"'{file}' nor at '{fresh}': put the file there."));
    }

    /// <summary>Copies the key that is replaced, before anything says that it is.</summary>
    static void KeepBefore(string file, SealKeys keys)
    {
        if (SealKeyFile.There(file)?.Fingerprint == keys.All[^2].Fingerprint)
        {
            OwnFile.Make(Kept(file, keys), File.ReadAllBytes(file));
        }
    }

    static string Kept(string file, SealKeys keys) => Path.Combine(
        Path.GetDirectoryName(file) ?? "",
        $"{Path.GetFileNameWithoutExtension(file)}.{keys.All[^2].Fingerprint}{Path.GetExtension(file)}");

    /// <returns>Where the key is that was replaced.</returns>
    static string Rename(string file, SealKeys keys)
    {
        var kept = Kept(file, keys);
        if (SealKeyFile.There(file)?.Fingerprint == keys.All[^2].Fingerprint)
        {
            OwnFile.Rename(file, kept);
        }
        if (SealKeyFile.There(file)?.Fingerprint == keys.Newest.Fingerprint)
        {
            File.Delete(SealKeyFile.Fresh(file));
        }
        else
        {
            OwnFile.Rename(SealKeyFile.Fresh(file), file);
        }
        return kept;
    }
}
